package dev.trunkline.ai.evi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import dev.trunkline.net.json.ReusedBytes;
import dev.trunkline.net.json.SoundMessage;
import dev.trunkline.net.websocket.Inbox;
import dev.trunkline.net.websocket.TextWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.UncheckedIOException;

/**
 * EVI's messages to and from bytes: the two that carry sound without a JSON parser, all others with one. Its buffers are
 * shared by the chats of a loop, its values are not. Confined to one loop.
 */
final class EviCodec implements Inbox.Decoder<EviMessage> {

    /** Sorted, so that the same settings are always the same message. */
    private static final ObjectWriter COMMANDS =
            new JsonMapper().writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final ReusedBytes message = new ReusedBytes();
    private final AudioOutputScanner audioOutput = new AudioOutputScanner();
    private final SoundMessage audioInput = new SoundMessage("{\"type\":\"audio_input\",\"data\":\"", "\"}");
    private final EviMessageReader reader = new EviMessageReader();

    /**
     * Never throws for what {@code text} holds.
     *
     * @param text one whole message, not moved
     * @return an {@link AudioOutput} is valid until the next call
     */
    @Override
    public EviMessage decode(ByteBuf text) {
        int length = text.readableBytes();
        // Reading from an array is quicker than from a buffer that counts its references, by more than this costs.
        byte[] copy = message.atLeast(length);
        text.getBytes(text.readerIndex(), copy, 0, length);
        return decode(copy, length);
    }

    /** The same for {@code text[0..lengthBytes)}. */
    @Override
    public EviMessage decode(byte[] text, int lengthBytes) {
        AudioOutput audio = audioOutput.scan(text, lengthBytes);
        return audio != null ? audio : reader.read(text, lengthBytes);
    }

    /** Writes one message behind what {@code out} holds already. */
    void encode(EviCommand command, ByteBuf out) {
        try {
            ByteBufUtil.writeUtf8(out, COMMANDS.writeValueAsString(command));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /** Writes the caller's sound, in the format that {@link EviCommand.SessionSettings} declared: one {@code audio_input}. */
    void encodeAudio(byte[] linear16, int lengthBytes, TextWriter out) {
        int messageBytes = audioInput.write(linear16, lengthBytes);
        out.write(audioInput.message(), messageBytes);
    }
}
