package dev.trunkline.engine.wire;

/** 16-bit samples as bytes and as numbers. */
public final class Pcm {

    private Pcm() {}

    /** The nearest 16-bit sample. */
    public static short sample(float value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
    }

    /** The little-endian sample at {@code offset}. */
    public static short littleEndian(byte[] bytes, int offset) {
        return (short) ((bytes[offset] & 0xFF) | (bytes[offset + 1] << 8));
    }
}
