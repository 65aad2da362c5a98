package dev.trunkline.audio;

/**
 * G.711 A-law as ITU-T G.191 computes it, by tables: 8-bit codes with every second bit inverted, 12 significant bits of a 16-bit
 * sample. Encoding looks up the upper 12 bits, which is exact. Immutable.
 */
public final class ALaw {

    /** The code of the smallest positive sample; A-law has no zero. */
    public static final byte SILENCE = (byte) 0xD5;

    private static final int EVEN_BITS = 0x55;
    private static final int SIGN = 0x80; // set for positive samples
    private static final short[] DECODED = new short[256];
    private static final byte[] ENCODED = new byte[1 << 12];

    static {
        for (int code = 0; code < 256; code++) {
            DECODED[code] = decodeOne(code);
        }
        for (int index = 0; index < ENCODED.length; index++) {
            ENCODED[index] = encodeOne((short) (index << 4));
        }
    }

    private ALaw() {}

    /** One code to a 16-bit sample, -32256..32256. */
    public static short decode(byte code) {
        return DECODED[code & 0xFF];
    }

    /** One 16-bit sample to its code. */
    public static byte encode(short sample) {
        return ENCODED[(sample & 0xFFFF) >>> 4];
    }

    /** The middle of the code's interval: half a step is added to what the bits say. */
    private static short decodeOne(int code) {
        int plain = code ^ EVEN_BITS;
        int segment = (plain >> 4) & 7;
        int step = plain & 0xF;
        int magnitude = segment == 0 ? (step << 4) + 8 : (((step + 16) << 4) + 8) << (segment - 1);
        return (short) ((plain & SIGN) == 0 ? -magnitude : magnitude);
    }

    private static byte encodeOne(short sample) {
        int magnitude = (sample < 0 ? ~sample : sample) >> 4; // 0..2047
        int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
        int step = (magnitude >> Math.max(0, segment - 1)) & 0xF;
        int plain = (segment << 4) | step;
        return (byte) ((sample < 0 ? plain : plain | SIGN) ^ EVEN_BITS);
    }
}
