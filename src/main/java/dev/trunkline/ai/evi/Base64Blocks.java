package dev.trunkline.ai.evi;

import java.util.Base64;

/**
 * Base64 from the middle of a message into one reused buffer. The JDK's decoder takes whole arrays only, so the text
 * goes through it in blocks of a few fixed sizes, none of which is allocated twice. Confined to one loop.
 */
final class Base64Blocks {

    static final int MALFORMED = -1;

    private static final int[] BLOCK_BYTES = {4096, 1024, 256, 64, 16, 4};

    private final Base64.Decoder decoder = Base64.getDecoder();
    private final byte[][] blocks = new byte[BLOCK_BYTES.length][];
    private final byte[] decodedBlock = new byte[BLOCK_BYTES[0] / 4 * 3];
    private final ReusedBytes reused = new ReusedBytes();
    private byte[] bytes = new byte[0];

    Base64Blocks() {
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new byte[BLOCK_BYTES[i]];
        }
    }

    /**
     * Decodes padded base64.
     *
     * @return how many of {@link #bytes} are valid, or {@link #MALFORMED}
     */
    int decode(byte[] text, int start, int length) {
        if (length % 4 != 0) {
            return MALFORMED;
        }
        bytes = reused.atLeast(length / 4 * 3);
        int from = start;
        int left = length;
        int filled = 0;
        for (byte[] block : blocks) {
            while (left >= block.length) {
                System.arraycopy(text, from, block, 0, block.length);
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
}
