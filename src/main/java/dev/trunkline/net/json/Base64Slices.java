package dev.trunkline.net.json;

import java.util.Base64;

/**
 * Base64 (RFC 4648, 4: the standard alphabet, padded) inside of longer arrays. The JDK's coder, of which the processor does the
 * work, takes whole arrays only. So text is copied to arrays that fit: blocks of a few fixed sizes, and one as long as what
 * the last messages had beyond whole blocks, for most messages of a stream have one length. All are made when first needed and
 * then reused. Confined to one loop.
 */
public final class Base64Slices {

    /** What {@link #decode} returns for what is no padded base64. */
    public static final int MALFORMED = -1;

    private static final int[] BLOCK_CHARS = {4096, 1024, 256, 64, 16, 4};
    private static final int LARGEST_CHARS = BLOCK_CHARS[0];
    private static final byte[] NONE = {};

    private final Base64.Decoder decoder = Base64.getDecoder();
    private final Base64.Encoder encoder = Base64.getEncoder();
    private final byte[][] blocks = new byte[BLOCK_CHARS.length][];
    private byte[] usualRest = NONE;
    private int lastRestChars;
    private byte[] decoded = NONE;
    private byte[] plain = NONE;
    private byte[] encoded = NONE;

    /**
     * Decodes {@code text[from..to)} to the start of {@code bytes}.
     *
     * @return how many bytes, or {@link #MALFORMED} if the text is not padded base64 or does not fit
     */
    public int decode(byte[] text, int from, int to, byte[] bytes) {
        int lengthChars = to - from;
        if (lengthChars % 4 != 0 || decodedBytes(text, from, to) > bytes.length) {
            return MALFORMED;
        }
        boolean isUsual = isUsual(lengthChars % LARGEST_CHARS);
        int filled = 0;
        for (int at = from; at < to; ) {
            int left = to - at;
            byte[] block = isUsual && left < LARGEST_CHARS ? usualRest : block(left);
            System.arraycopy(text, at, block, 0, block.length);
            at += block.length;
            int added = filled == 0 ? decode(block, bytes) : append(block, bytes, filled);
            // Padding may stand at the very end only; the decoder sees the end of each block as one.
            if (added == MALFORMED || (at < to && added != block.length / 4 * 3)) {
                return MALFORMED;
            }
            filled += added;
        }
        return filled;
    }

    private static int decodedBytes(byte[] text, int from, int to) {
        int padding = to == from || text[to - 1] != '=' ? 0 : text[to - 2] != '=' ? 1 : 2;
        return (to - from) / 4 * 3 - padding;
    }

    /** A length that comes twice in a row gets an array of its own. */
    private boolean isUsual(int restChars) {
        if (restChars != usualRest.length && restChars == lastRestChars) {
            usualRest = new byte[restChars];
        }
        lastRestChars = restChars;
        return restChars == usualRest.length;
    }

    /** The largest that is not longer than {@code leftChars}, which are 4 or more. */
    private byte[] block(int leftChars) {
        int i = 0;
        while (BLOCK_CHARS[i] > leftChars) {
            i++;
        }
        byte[] block = blocks[i];
        if (block == null) {
            block = new byte[BLOCK_CHARS[i]];
            blocks[i] = block;
        }
        return block;
    }

    private int append(byte[] block, byte[] bytes, int at) {
        if (decoded.length < block.length / 4 * 3) {
            decoded = new byte[block.length / 4 * 3];
        }
        int length = decode(block, decoded);
        System.arraycopy(decoded, 0, bytes, at, Math.max(0, length));
        return length;
    }

    private int decode(byte[] block, byte[] bytes) {
        try {
            return decoder.decode(block, bytes);
        } catch (IllegalArgumentException e) {
            return MALFORMED;
        }
    }

    /** How many characters {@code lengthBytes} bytes become. */
    public static int encodedChars(int lengthBytes) {
        return (lengthBytes + 2) / 3 * 4;
    }

    /** Encodes {@code bytes[0..lengthBytes)}, padded, to {@code text} from {@code at}; returns where the text ends. */
    public int encode(byte[] bytes, int lengthBytes, byte[] text, int at) {
        if (plain.length != lengthBytes) {
            plain = new byte[lengthBytes];
            encoded = new byte[encodedChars(lengthBytes)];
        }
        System.arraycopy(bytes, 0, plain, 0, lengthBytes);
        int length = encoder.encode(plain, encoded);
        System.arraycopy(encoded, 0, text, at, length);
        return at + length;
    }
}
