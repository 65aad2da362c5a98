package dev.trunkline.ai.evi;

import io.netty.buffer.ByteBuf;
import java.util.Base64;

/**
 * Base64 from the middle of a message into one reused buffer. The JDK's decoder takes whole arrays only, so the text
 * goes through it in blocks of a few fixed sizes, none of which is allocated twice. Confined to one loop.
 */
final class Base64Blocks {

    /** What a sentence's chunk is expected to need; one that needs more makes the buffer grow. */
    private static final int START_BYTES = 64 * 1024;
    /** A buffer that had to grow beyond this is not kept. */
    private static final int KEEP_BYTES = 1024 * 1024;

    static final int MALFORMED = -1;

    private final Base64.Decoder decoder = Base64.getDecoder();
    private final byte[][] blocks = {
        new byte[4096], new byte[1024], new byte[256], new byte[64], new byte[16], new byte[4]
    };
    private final byte[] decodedBlock = new byte[4096 / 4 * 3];
    private byte[] bytes = new byte[START_BYTES];

    /**
     * Decodes padded base64.
     *
     * @return how many of {@link #bytes} are valid, or {@link #MALFORMED}
     */
    int decode(ByteBuf text, int start, int length) {
        if (length % 4 != 0) {
            return MALFORMED;
        }
        reserve(length / 4 * 3);
        int from = start;
        int left = length;
        int filled = 0;
        for (byte[] block : blocks) {
            while (left >= block.length) {
                text.getBytes(from, block);
                from += block.length;
                left -= block.length;
                int decoded = decode(block);
                // Padding may stand at the very end only; the decoder sees the end of each block as one.
                if (decoded == MALFORMED || (left > 0 && decoded != block.length / 4 * 3)) {
                    return MALFORMED;
                }
                System.arraycopy(decodedBlock, 0, bytes, filled, decoded);
                filled += decoded;
            }
        }
        return filled;
    }

    /** Valid until the next {@link #decode}. */
    byte[] bytes() {
        return bytes;
    }

    private int decode(byte[] block) {
        try {
            return decoder.decode(block, decodedBlock);
        } catch (IllegalArgumentException e) {
            return MALFORMED;
        }
    }

    private void reserve(int lengthBytes) {
        if (bytes.length < lengthBytes) {
            bytes = new byte[Math.max(lengthBytes, Math.min(2 * bytes.length, KEEP_BYTES))];
        } else if (bytes.length > KEEP_BYTES && lengthBytes <= KEEP_BYTES) {
            bytes = new byte[Math.max(lengthBytes, START_BYTES)];
        }
    }
}
