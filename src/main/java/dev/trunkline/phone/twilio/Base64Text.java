package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Base64 (RFC 4648, 4: the standard alphabet, padded) between arrays that exist already; the JDK's coder takes whole arrays
 * only. Immutable.
 */
final class Base64Text {

    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(US_ASCII);
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            VALUES[ALPHABET[i]] = (byte) i;
        }
    }

    private Base64Text() {}

    /**
     * Decodes {@code text[from..to)} to the start of {@code bytes}.
     *
     * @return how many bytes, or -1 if the text is not padded base64 or does not fit
     */
    static int decode(byte[] text, int from, int to, byte[] bytes) {
        int lengthChars = to - from;
        if (lengthChars == 0 || lengthChars % 4 != 0) {
            return lengthChars == 0 ? 0 : -1;
        }
        int padding = text[to - 1] != '=' ? 0 : text[to - 2] != '=' ? 1 : 2;
        int lengthBytes = lengthChars / 4 * 3 - padding;
        if (lengthBytes > bytes.length) {
            return -1;
        }
        int at = 0;
        int whole = padding == 0 ? to : to - 4;
        for (int i = from; i < whole; i += 4) {
            int bits = VALUES[text[i] & 0xFF] << 18
                    | VALUES[text[i + 1] & 0xFF] << 12
                    | VALUES[text[i + 2] & 0xFF] << 6
                    | VALUES[text[i + 3] & 0xFF];
            if (bits < 0) {
                return -1;
            }
            bytes[at++] = (byte) (bits >> 16);
            bytes[at++] = (byte) (bits >> 8);
            bytes[at++] = (byte) bits;
        }
        return padding == 0 || lastBytes(text, to, padding, bytes, at) ? lengthBytes : -1;
    }

    private static boolean lastBytes(byte[] text, int to, int padding, byte[] bytes, int at) {
        int third = padding == 2 ? 0 : VALUES[text[to - 2] & 0xFF];
        int bits = VALUES[text[to - 4] & 0xFF] << 18 | VALUES[text[to - 3] & 0xFF] << 12 | third << 6;
        if (bits < 0) {
            return false;
        }
        bytes[at] = (byte) (bits >> 16);
        if (padding == 1) {
            bytes[at + 1] = (byte) (bits >> 8);
        }
        return true;
    }

    /** How many characters {@code lengthBytes} bytes become. */
    static int encodedLength(int lengthBytes) {
        return (lengthBytes + 2) / 3 * 4;
    }

    /** Appends {@code bytes[0..lengthBytes)} to {@code out}, padded. */
    static void encode(byte[] bytes, int lengthBytes, ByteBuf out) {
        int i = 0;
        for (; i + 2 < lengthBytes; i += 3) {
            int bits = (bytes[i] & 0xFF) << 16 | (bytes[i + 1] & 0xFF) << 8 | (bytes[i + 2] & 0xFF);
            out.writeInt(ALPHABET[bits >> 18] << 24
                    | ALPHABET[bits >> 12 & 63] << 16
                    | ALPHABET[bits >> 6 & 63] << 8
                    | ALPHABET[bits & 63]);
        }
        if (i < lengthBytes) {
            boolean two = i + 1 < lengthBytes;
            int bits = (bytes[i] & 0xFF) << 16 | (two ? (bytes[i + 1] & 0xFF) << 8 : 0);
            out.writeByte(ALPHABET[bits >> 18]);
            out.writeByte(ALPHABET[bits >> 12 & 63]);
            out.writeByte(two ? ALPHABET[bits >> 6 & 63] : '=');
            out.writeByte('=');
        }
    }
}
