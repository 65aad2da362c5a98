package dev.trunkline.audio;

/**
 * G.711 mu-law as ITU-T G.191 computes it, by tables: 8-bit codes with all bits inverted, 14 significant bits of a 16-bit
 * sample. Encoding looks up the upper 14 bits, which is exact. Immutable.
 */
public final class MuLaw {

    /** The code of silence (positive zero). */
    public static final byte SILENCE = (byte) 0xFF;

    private static final int SEGMENT_BIAS = 33; // in 14-bit units: makes every segment a power of two long
    private static final int LARGEST_MAGNITUDE = 0x1FFF;
    private static final float ROUNDS = 0x1.8p23f;
    private static final int ROUNDS_BITS = Float.floatToRawIntBits(ROUNDS);
    private static final short[] DECODED = new short[256];
    private static final byte[] ENCODED = new byte[1 << 14];

    static {
        for (int code = 0; code < 256; code++) {
            DECODED[code] = decodeOne(code);
        }
        for (int index = 0; index < ENCODED.length; index++) {
            ENCODED[index] = encodeOne((short) (index << 2));
        }
    }

    private MuLaw() {}

    /** One code to a 16-bit sample, -32124..32124. */
    public static short decode(byte code) {
        return DECODED[code & 0xFF];
    }

    /** One 16-bit sample to its code. */
    public static byte encode(short sample) {
        return ENCODED[(sample & 0xFFFF) >>> 2];
    }

    /** {@code length} codes to samples of the 16-bit scale (not -1..1). */
    public static void decode(byte[] codes, int offset, int length, float[] samples) {
        for (int i = 0; i < length; i++) {
            samples[i] = DECODED[codes[offset + i] & 0xFF];
        }
    }

    /** {@code length} samples of the 16-bit scale to codes; what is too loud is clipped. */
    public static void encode(float[] samples, int length, byte[] codes, int offset) {
        for (int i = 0; i < length; i++) {
            codes[offset + i] = ENCODED[(linear16(samples[i]) & 0xFFFF) >>> 2];
        }
    }

    /**
     * The nearest 16-bit sample; what is too loud is clipped, what is no number is silent. Adding 1.5 * 2^23 leaves the nearest
     * whole number in the lower bits of a float: {@code Math.round} would take as long as all the rest of a sample.
     */
    static int linear16(float sample) {
        if (sample >= Short.MIN_VALUE && sample <= Short.MAX_VALUE) {
            return Float.floatToRawIntBits(sample + ROUNDS) - ROUNDS_BITS;
        }
        return sample > 0 ? Short.MAX_VALUE : sample < 0 ? Short.MIN_VALUE : 0;
    }

    private static short decodeOne(int code) {
        int inverted = ~code & 0xFF;
        int segment = (inverted >> 4) & 7;
        int step = inverted & 0xF;
        int magnitude = ((2 * step + SEGMENT_BIAS) << segment) - SEGMENT_BIAS;
        int sample = magnitude << 2;
        return (short) ((inverted & 0x80) == 0 ? sample : -sample);
    }

    private static byte encodeOne(short sample) {
        int magnitude = Math.min((sample < 0 ? ~sample : sample) / 4 + SEGMENT_BIAS, LARGEST_MAGNITUDE);
        int segment = 31 - Integer.numberOfLeadingZeros(magnitude) - 5;
        int step = (magnitude >> (segment + 1)) & 0xF;
        int code = (segment << 4) | step;
        return (byte) ~(sample < 0 ? code | 0x80 : code);
    }
}
