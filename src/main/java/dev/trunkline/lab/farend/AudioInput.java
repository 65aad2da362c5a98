package dev.trunkline.lab.farend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads the message that brings sound, in the one shape that nearly every client writes, without looking at the base64 but to
 * decode it. Allocates nothing while messages are of one length. Confined to one loop, shared by its chats.
 */
final class AudioInput {

    /** Some other message, or one that a JSON parser has to look at. */
    static final int OTHER = -1;

    private static final int AFTER_BYTES = 2;

    private final ByteBuf before;
    private final int beforeBytes;
    private byte[] base64 = new byte[0];
    private byte[] sound = new byte[0];

    private AudioInput(String before) {
        this.before = Unpooled.unreleasableBuffer(
                Unpooled.copiedBuffer(before, StandardCharsets.US_ASCII).asReadOnly());
        this.beforeBytes = before.length();
    }

    static AudioInput ofEvi() {
        return new AudioInput("{\"type\":\"audio_input\",\"data\":\"");
    }

    static AudioInput ofRealtime() {
        return new AudioInput("{\"type\":\"input_audio_buffer.append\",\"audio\":\"");
    }

    /** How many bytes of {@link #sound()} the message holds, or {@link #OTHER}. */
    int read(ByteBuf text) {
        int from = text.readerIndex();
        int base64Bytes = text.readableBytes() - beforeBytes - AFTER_BYTES;
        if (base64Bytes < 0
                || text.getByte(text.writerIndex() - 1) != '}'
                || text.getByte(text.writerIndex() - AFTER_BYTES) != '"'
                || !ByteBufUtil.equals(text, from, before, 0, beforeBytes)) {
            return OTHER;
        }
        if (base64.length != base64Bytes) {
            // The JDK's decoder, which is an intrinsic, takes whole arrays only.
            base64 = new byte[base64Bytes];
            sound = new byte[base64Bytes / 4 * 3 + 3];
        }
        text.getBytes(from + beforeBytes, base64);
        try {
            return Base64.getDecoder().decode(base64, sound);
        } catch (IllegalArgumentException e) {
            return OTHER;
        }
    }

    /** Valid until the next message. */
    byte[] sound() {
        return sound;
    }
}
