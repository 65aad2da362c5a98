package dev.trunkline.outbound.answer;

/**
 * When somebody speaks, by level alone: louder than the line's noise, which it learns. What is said with gaps of less than
 * {@value #GAP_MILLIS} ms is one utterance.
 */
final class SpeechRuns {

    static final int GAP_MILLIS = 400;
    private static final int FRAME_MILLIS = SteadyTone.FRAME_MILLIS;
    private static final double LEAST_SPEECH = 350; // of 32,124, the mean of a frame: some 39 dB below the loudest
    private static final double ABOVE_NOISE = 3.5;
    private static final double NOISE_RISES = 1.004; // a frame
    private static final double NOISE_FALLS = 0.2;

    private double noise = 60;
    private int spokenMillis;
    private int runMillis;
    private int silentMillis;

    /**
     * Takes the next frame.
     *
     * @param isVoice false: a tone, which is neither speech nor silence
     */
    void add(double level, boolean isVoice) {
        if (!isVoice) {
            return; // and no silence either
        }
        boolean isLoud = level > Math.max(LEAST_SPEECH, ABOVE_NOISE * noise);
        noise = level < noise ? noise + (level - noise) * NOISE_FALLS : Math.min(level, noise * NOISE_RISES + 0.1);
        if (!isLoud) {
            silentMillis += FRAME_MILLIS;
            return;
        }
        if (spokenMillis == 0 || silentMillis >= GAP_MILLIS) {
            runMillis = 0;
        } else {
            runMillis += silentMillis; // a pause between two words
            spokenMillis += silentMillis;
        }
        runMillis += FRAME_MILLIS;
        spokenMillis += FRAME_MILLIS;
        silentMillis = 0;
    }

    /** How long somebody was heard in all, pauses between utterances left out. */
    int spokenMillis() {
        return spokenMillis;
    }

    /** How long the present utterance is, or the last one was. */
    int runMillis() {
        return runMillis;
    }

    /** For how long nobody has spoken. */
    int silentMillis() {
        return silentMillis;
    }
}
