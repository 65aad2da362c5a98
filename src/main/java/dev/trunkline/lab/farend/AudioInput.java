package dev.trunkline.lab.farend;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Reads {@code audio_input} in the one shape that nearly every client writes, without looking at the base64 but to decode
 * it. Allocates nothing while messages are of one length. Confined to one loop, shared by its chats.
 */
final class AudioInput {

    /** Some other message, or one that a JSON parser has to look at. */
    static final int OTHER = -1;

    private static final ByteBuf BEFORE = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("{\"type\":\"audio_input\",\"data\":\"", StandardCharsets.US_ASCII)
                    .asReadOnly());
    private static final int BEFORE_BYTES = BEFORE.readableBytes();
    private static final int AFTER_BYTES = 2;

    private byte[] base64 = new byte[0];
    private byte[] linear16 = new byte[0];

    /** How many bytes of {@link #linear16()} the message holds, or {@link #OTHER}. */
    int read(ByteBuf text) {
        int from = text.readerIndex();
        int base64Bytes = text.readableBytes() - BEFORE_BYTES - AFTER_BYTES;
        if (base64Bytes < 0
                || text.getByte(text.writerIndex() - 1) != '}'
                || text.getByte(text.writerIndex() - AFTER_BYTES) != '"'
                || !ByteBufUtil.equals(text, from, BEFORE, 0, BEFORE_BYTES)) {
            return OTHER;
        }
        if (base64.length != base64Bytes) {
            // The JDK's decoder, which is an intrinsic, takes whole arrays only.
            base64 = new byte[base64Bytes];
            linear16 = new byte[base64Bytes / 4 * 3 + 3];
        }
        text.getBytes(from + BEFORE_BYTES, base64);
        try {
            return Base64.getDecoder().decode(base64, linear16);
        } catch (IllegalArgumentException e) {
            return OTHER;
        }
    }

    /** Valid until the next message. */
    byte[] linear16() {
        return linear16;
    }
}
