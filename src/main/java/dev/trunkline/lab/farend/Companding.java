package dev.trunkline.lab.farend;

/**
 * Mu-law as ITU-T G.711 has it, of the far end's own: one that was shared with the bridge would share its mistakes. Immutable.
 */
final class Companding {

    private static final int BIAS = 132;
    private static final int MOST = 32_635;
    private static final short[] LINEAR = new short[256];

    static {
        for (int code = 0; code < LINEAR.length; code++) {
            int bits = ~code & 0xFF;
            int magnitude = ((((bits & 0x0F) << 3) + BIAS) << (bits >> 4 & 0x07)) - BIAS;
            LINEAR[code] = (short) (bits >= 0x80 ? -magnitude : magnitude);
        }
    }

    private Companding() {}

    static byte muLaw(short sample) {
        int magnitude = Math.min(MOST, Math.abs((int) sample)) + BIAS;
        int exponent = 24 - Integer.numberOfLeadingZeros(magnitude);
        int mantissa = magnitude >> (exponent + 3) & 0x0F;
        int sign = sample < 0 ? 0x80 : 0;
        return (byte) ~(sign | exponent << 4 | mantissa);
    }

    /** As many samples as there are bytes. */
    static byte[] muLaw(short[] samples) {
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = muLaw(samples[i]);
        }
        return codes;
    }

    /** Signed 16-bit little-endian, twice as many bytes. */
    static void linear16(byte[] muLaw, int length, byte[] into) {
        for (int i = 0; i < length; i++) {
            short sample = LINEAR[muLaw[i] & 0xFF];
            into[2 * i] = (byte) sample;
            into[2 * i + 1] = (byte) (sample >> 8);
        }
    }
}
