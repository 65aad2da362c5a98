package dev.trunkline.engine;

/** 16-bit samples as bytes and as numbers. */
final class Pcm {

    private Pcm() {}

    /** The nearest 16-bit sample. */
    static short sample(float value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
    }

    /** The little-endian sample at {@code offset}. */
    static short littleEndian(byte[] bytes, int offset) {
        return (short) ((bytes[offset] & 0xFF) | (bytes[offset + 1] << 8));
    }
}
