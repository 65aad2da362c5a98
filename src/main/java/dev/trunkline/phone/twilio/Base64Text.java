package dev.trunkline.phone.twilio;

import java.util.Base64;

/**
 * Base64 (RFC 4648, 4: the standard alphabet, padded) inside of longer arrays. The JDK's coder, of which the processor does the
 * work, takes whole arrays only: these are reused, as all frames of a stream have one length. Confined to the call's loop.
 */
final class Base64Text {

    private final Base64.Decoder decoder = Base64.getDecoder();
    private final Base64.Encoder encoder = Base64.getEncoder();
    private byte[] chars = new byte[0];
    private byte[] plain = new byte[0];

    /**
     * Decodes {@code text[from..to)} to the start of {@code bytes}.
     *
     * @return how many bytes, or -1 if the text is not padded base64 or does not fit
     */
    int decode(byte[] text, int from, int to, byte[] bytes) {
        int lengthChars = to - from;
        if (lengthChars == 0 || lengthChars % 4 != 0) {
            return lengthChars == 0 ? 0 : -1;
        }
        int padding = text[to - 1] != '=' ? 0 : text[to - 2] != '=' ? 1 : 2;
        if (lengthChars / 4 * 3 - padding > bytes.length) {
            return -1;
        }
        if (chars.length != lengthChars) {
            chars = new byte[lengthChars];
        }
        System.arraycopy(text, from, chars, 0, lengthChars);
        try {
            return decoder.decode(chars, bytes);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** How many characters {@code lengthBytes} bytes become. */
    static int encodedLength(int lengthBytes) {
        return (lengthBytes + 2) / 3 * 4;
    }

    /** Encodes {@code bytes[0..lengthBytes)}, padded, to {@code text} from {@code at}; returns where the text ends. */
    int encode(byte[] bytes, int lengthBytes, byte[] text, int at) {
        if (plain.length != lengthBytes) {
            plain = new byte[lengthBytes];
            chars = new byte[encodedLength(lengthBytes)];
        }
        System.arraycopy(bytes, 0, plain, 0, lengthBytes);
        int length = encoder.encode(plain, chars);
        System.arraycopy(chars, 0, text, at, length);
        return at + length;
    }
}
