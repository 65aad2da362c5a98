package dev.trunkline.ai.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.ai.realtime.RealtimeEvent.AudioDelta;
import dev.trunkline.net.json.ReusedBytes;
import dev.trunkline.net.json.SoundMessage;
import dev.trunkline.net.websocket.Inbox;
import dev.trunkline.net.websocket.TextWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.UncheckedIOException;

/**
 * The dialect's events to and from bytes: the two that carry sound without a JSON parser, all others with one. Its buffers are
 * shared by the sessions of a loop, its values are not. Confined to one loop.
 */
final class RealtimeCodec implements Inbox.Decoder<RealtimeEvent> {

    private static final ObjectWriter EVENTS = new JsonMapper().writer();

    private final ReusedBytes message = new ReusedBytes();
    private final AudioDeltaScanner audioDelta = new AudioDeltaScanner();
    private final RealtimeEventReader reader = new RealtimeEventReader();
    private final SoundMessage append = new SoundMessage("{\"type\":\"input_audio_buffer.append\",\"audio\":\"", "\"}");

    /**
     * Never throws for what {@code text} holds.
     *
     * @param text one whole message, not moved
     * @return an {@link AudioDelta} is valid until the next call
     */
    @Override
    public RealtimeEvent decode(ByteBuf text) {
        int length = text.readableBytes();
        byte[] copy = message.atLeast(length);
        text.getBytes(text.readerIndex(), copy, 0, length);
        return decode(copy, length);
    }

    @Override
    public RealtimeEvent decode(byte[] text, int lengthBytes) {
        AudioDelta audio = audioDelta.scan(text, lengthBytes);
        return audio != null ? audio : reader.read(text, lengthBytes);
    }

    /** Writes one event behind what {@code out} holds already. */
    void encode(RealtimeCommand event, ByteBuf out) {
        try {
            ByteBufUtil.writeUtf8(out, EVENTS.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    /** Writes the caller's sound, in the session's input format: one {@code input_audio_buffer.append}. */
    void encodeAudio(byte[] sound, int lengthBytes, TextWriter out) {
        int messageBytes = append.write(sound, lengthBytes);
        out.write(append.message(), messageBytes);
    }
}
