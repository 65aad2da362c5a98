package dev.trunkline.audio;

/**
 * How mono sound is written. Immutable.
 *
 * @param sampleRateHz one of those that are in use: any other is a lie, and would cost a new filter of megabytes
 */
public record SoundFormat(Encoding encoding, int sampleRateHz) {

    /** What a sample is. */
    public enum Encoding {
        /** A byte of ITU-T G.711, mu-law. */
        MU_LAW(1),
        /** Signed, 16 bits, little-endian. */
        LINEAR16(2);

        private final int bytesPerSample;

        Encoding(int bytesPerSample) {
            this.bytesPerSample = bytesPerSample;
        }
    }

    /** The telephone's own: what has it passes untouched. */
    public static final SoundFormat PHONE = new SoundFormat(Encoding.MU_LAW, CallerPath.PHONE_RATE_HZ);

    /** @throws IllegalArgumentException when the rate is not in use */
    public SoundFormat {
        if (!isUsual(sampleRateHz)) {
            throw new IllegalArgumentException("no sound has " + sampleRateHz + " samples a second");
        }
    }

    /** Linear16 of that rate. */
    public static SoundFormat linear16(int sampleRateHz) {
        return new SoundFormat(Encoding.LINEAR16, sampleRateHz);
    }

    /** Whether sound of such a rate is in use. */
    public static boolean isUsual(int sampleRateHz) {
        return switch (sampleRateHz) {
            case 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000 -> true;
            default -> false;
        };
    }

    /** 1 or 2. */
    public int bytesPerSample() {
        return encoding.bytesPerSample;
    }
}
