package dev.trunkline.speech.file;

import org.jspecify.annotations.Nullable;

/**
 * How one sample of a WAV file is written; more than a byte has the low one first.
 *
 * <p>Source: RFC 2361 for the codes, ITU-T G.711 for the companded ones.
 */
public enum SampleEncoding {
    UNSIGNED_8(1) {
        @Override
        public float at(byte[] bytes, int offset) {
            return ((bytes[offset] & 0xFF) - 128) * 256f;
        }
    },
    SIGNED_16(2) {
        @Override
        public float at(byte[] bytes, int offset) {
            return (short) littleEndian(bytes, offset, 2);
        }
    },
    SIGNED_24(3) {
        @Override
        public float at(byte[] bytes, int offset) {
            return ((int) littleEndian(bytes, offset, 3) << 8) / 65_536f;
        }
    },
    SIGNED_32(4) {
        @Override
        public float at(byte[] bytes, int offset) {
            return (int) littleEndian(bytes, offset, 4) / 65_536f;
        }
    },
    FLOAT_32(4) {
        @Override
        public float at(byte[] bytes, int offset) {
            return scaled(Float.intBitsToFloat((int) littleEndian(bytes, offset, 4)));
        }
    },
    FLOAT_64(8) {
        @Override
        public float at(byte[] bytes, int offset) {
            return scaled((float) Double.longBitsToDouble(littleEndian(bytes, offset, 8)));
        }
    },
    MU_LAW(1) {
        @Override
        public float at(byte[] bytes, int offset) {
            int code = ~bytes[offset] & 0xFF;
            int magnitude = ((((code & 0x0F) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
            return (code & 0x80) == 0 ? magnitude : -magnitude;
        }
    },
    A_LAW(1) {
        @Override
        public float at(byte[] bytes, int offset) {
            int code = bytes[offset] ^ 0x55;
            int exponent = (code >> 4) & 7;
            int step = ((code & 0x0F) << 4) + 8;
            int magnitude = exponent == 0 ? step : (step + 0x100) << (exponent - 1);
            return (code & 0x80) == 0 ? -magnitude : magnitude;
        }
    };

    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;
    private static final int CODE_A_LAW = 6;
    private static final int CODE_MU_LAW = 7;

    private final int sizeBytes;

    SampleEncoding(int sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    /** Of one sample. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The sample on the 16-bit scale; never NaN. */
    public abstract float at(byte[] bytes, int offset);

    /**
     * What a file's {@code fmt} chunk means.
     *
     * @param code of the format, that of the sub-format where it is extensible
     * @param bits of one sample
     * @return null for what is not here
     */
    public static @Nullable SampleEncoding of(int code, int bits) {
        return switch (code) {
            case PCM ->
                switch (bits) {
                    case 8 -> UNSIGNED_8;
                    case 16 -> SIGNED_16;
                    case 24 -> SIGNED_24;
                    case 32 -> SIGNED_32;
                    default -> null;
                };
            case IEEE_FLOAT -> bits == 32 ? FLOAT_32 : bits == 64 ? FLOAT_64 : null;
            case CODE_A_LAW -> bits == 8 ? A_LAW : null;
            case CODE_MU_LAW -> bits == 8 ? MU_LAW : null;
            default -> null;
        };
    }

    private static float scaled(float amplitude) {
        return Float.isFinite(amplitude) ? 32_767f * amplitude : 0;
    }

    private static long littleEndian(byte[] bytes, int offset, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[offset + i] & 0xFF);
        }
        return value;
    }
}
