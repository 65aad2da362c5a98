package dev.trunkline.speech.echo;

import dev.trunkline.speech.Speech;

/** How loud a piece of the agent's sound is in each band, from 20 ms to 20 ms. Never written to after construction. */
public final class BandLevels {

    static final int FRAME_MILLIS = 20;
    private static final int FRAME_SAMPLES = 160;

    /** Sound that is too soft to come back. */
    public static final BandLevels SOFT = new BandLevels(new float[0]);

    private static final int RATE_HZ = 8_000;

    private final float[] levelsDb; // frame by frame, all bands of each

    private BandLevels(float[] levelsDb) {
        this.levelsDb = levelsDb;
    }

    /** Measures; a millisecond or two for a sentence. */
    public static BandLevels of(Speech sound) {
        Speech speech = sound.withoutRestAt(RATE_HZ);
        int frames = speech.samples().length / FRAME_SAMPLES;
        BandMeter meter = new BandMeter();
        float[] all = new float[frames * BandMeter.BANDS];
        float[] one = new float[BandMeter.BANDS];
        for (int frame = 0; frame < frames; frame++) {
            meter.measure(speech.samples(), frame * FRAME_SAMPLES, FRAME_SAMPLES, one);
            System.arraycopy(one, 0, all, frame * BandMeter.BANDS, BandMeter.BANDS);
        }
        return new BandLevels(all);
    }

    long durationNanos() {
        return levelsDb.length / BandMeter.BANDS * (FRAME_MILLIS * 1_000_000L);
    }

    /** The levels of the frame in which {@code sinceBeginNanos} lies. */
    void copy(long sinceBeginNanos, float[] into) {
        int frame = (int) (sinceBeginNanos / (FRAME_MILLIS * 1_000_000L));
        System.arraycopy(levelsDb, frame * BandMeter.BANDS, into, 0, BandMeter.BANDS);
    }
}
