package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.ai.gemini.GeminiMessage.Sound;
import dev.trunkline.net.json.ReusedBytes;
import dev.trunkline.net.websocket.Inbox;
import dev.trunkline.net.websocket.TextWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.UncheckedIOException;

/**
 * Gemini's messages to and from bytes: the two that carry sound without a JSON parser, all others with one. Its buffers are shared
 * by the sessions of a loop, its values are not. Confined to one loop.
 */
final class GeminiCodec implements Inbox.Decoder<GeminiMessage> {

    private static final ObjectWriter COMMANDS = new JsonMapper().writerFor(GeminiCommand.class);

    private final ReusedBytes message = new ReusedBytes();
    private final SoundScanner sound = new SoundScanner();
    private final AudioWriter audio = new AudioWriter();
    private final GeminiReader reader = new GeminiReader();

    /**
     * Never throws for what {@code text} holds.
     *
     * @param text one whole message, not moved
     * @return a {@link Sound} is valid until the next call
     */
    @Override
    public GeminiMessage decode(ByteBuf text) {
        int length = text.readableBytes();
        byte[] copy = message.atLeast(length);
        text.getBytes(text.readerIndex(), copy, 0, length);
        return decode(copy, length);
    }

    /** The same for {@code text[0..lengthBytes)}. */
    @Override
    public GeminiMessage decode(byte[] text, int lengthBytes) {
        Sound scanned = sound.scan(text, lengthBytes);
        return scanned != null ? scanned : reader.read(text, lengthBytes);
    }

    /** Writes one message behind what {@code out} holds already. */
    void encode(GeminiCommand command, ByteBuf out) {
        try {
            ByteBufUtil.writeUtf8(out, COMMANDS.writeValueAsString(command));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /** Writes the caller's sound, linear16 of {@link AudioWriter#SAMPLE_RATE_HZ}: one {@code realtimeInput}. */
    void encodeAudio(byte[] linear16, int lengthBytes, TextWriter out) {
        int messageBytes = audio.write(linear16, lengthBytes);
        out.write(audio.message(), messageBytes);
    }
}
