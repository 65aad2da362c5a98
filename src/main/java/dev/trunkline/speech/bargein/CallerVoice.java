package dev.trunkline.speech.bargein;

/**
 * How the caller sounds: the usual level in this call, learnt while the agent is silent, and how the sound over the agent compares. A
 * cough has no pitch, and who talks aside, or in the background, is quieter. Allocates nothing. Confined to one thread.
 */
public final class CallerVoice {

    private static final int WINDOW_SAMPLES = 160; // 40 ms at 4 kHz: two periods of the deepest voice and some
    private static final int LEAST_LAG = 8; // 500 Hz at 4 kHz
    private static final int MOST_LAG = 60; // 67 Hz
    private static final double PITCHED = 0.5; // of a period's likeness to the next; noise stays below 0.4
    private static final int LEARNT_FRAMES = 25; // half a second
    private static final double USUAL_FADES_DB = 0.1; // a frame: the loud syllables of some seconds count
    private static final double FADES_DB = 0.5; // and of a word
    private static final double QUIETER_DB = 8;
    private static final int ENOUGH_FRAMES = 10; // then one loud syllable is no voice of the usual level
    private static final double FLOOR_DB = -90;

    private static final int KNOWN_FRAMES = 75; // one and a half seconds: a greeting and some
    private static final double SOFTER_DB = 9; // than usual, while the agent is silent: then a caller may just be soft

    private final float[] window = new float[WINDOW_SAMPLES];
    private double usualDb = FLOOR_DB;
    private int usualFrames;
    private double turnUsualDb; // the usual level when the turn began
    private int turnFrames;
    private int loudTurnFrames;
    private boolean wasSoft; // the last turn, and it was not answered
    private double loudDb = FLOOR_DB; // of what sounds over the agent
    private int frames;
    private int pitchedFrames;
    private int loudFrames; // of those that are as loud as usual

    /** The caller speaks in this frame of 20 ms at 8 kHz, and the agent does not. */
    public void learn(short[] samples) {
        double db = db(samples);
        if (turnFrames == 0) {
            turnUsualDb = usualFrames >= KNOWN_FRAMES ? usualDb : FLOOR_DB;
        }
        turnFrames++;
        loudTurnFrames += db >= turnUsualDb - SOFTER_DB ? 1 : 0;
        usualFrames++;
        usualDb = Math.max(db, usualDb - USUAL_FADES_DB);
    }

    /**
     * A turn of the caller's is over. Returns whether it was so soft, and said while the agent was silent, that it is meant for somebody
     * else. Never twice in a row: a caller who has become soft is heard the second time.
     */
    public boolean endTurn() {
        boolean soft = turnFrames >= ENOUGH_FRAMES && loudTurnFrames * 7 < turnFrames;
        turnFrames = 0;
        loudTurnFrames = 0;
        wasSoft = soft && !wasSoft;
        return wasSoft;
    }

    /** Something else begins. */
    public void begin() {
        loudDb = FLOOR_DB;
        frames = 0;
        pitchedFrames = 0;
        loudFrames = 0;
    }

    /** The next frame, whatever is in it, so that pitch has what came before. */
    public void hear(short[] samples) {
        System.arraycopy(window, WINDOW_SAMPLES / 2, window, 0, WINDOW_SAMPLES / 2);
        for (int i = 0; i < WINDOW_SAMPLES / 2; i++) {
            window[WINDOW_SAMPLES / 2 + i] = samples[2 * i] + samples[2 * i + 1];
        }
    }

    /** The frame heard last is speech over the agent. */
    public void add(short[] samples) {
        double db = db(samples);
        frames++;
        loudDb = Math.max(db, loudDb - FADES_DB);
        pitchedFrames += isPitched() ? 1 : 0;
        loudFrames += db >= usualDb - QUIETER_DB ? 1 : 0;
    }

    /** Whether that much of it has a pitch that it is a voice, and no cough, breath or knock. */
    public boolean isVoice() {
        return pitchedFrames >= 3 && pitchedFrames * 3 >= frames;
    }

    /** Whether it is so much quieter than the caller usually is that it is meant for somebody else, or comes from elsewhere. */
    public boolean isAside() {
        boolean seldomLoud = frames >= ENOUGH_FRAMES && loudFrames * 7 < frames;
        return usualFrames >= LEARNT_FRAMES && (loudDb < usualDb - QUIETER_DB || seldomLoud);
    }

    private static double db(short[] samples) {
        double power = 1;
        for (short sample : samples) {
            power += (double) sample * sample;
        }
        return 10 * Math.log10(power / samples.length) + FLOOR_DB;
    }

    /** Normalised autocorrelation: whether any lag of a voice makes the window like itself. */
    private boolean isPitched() {
        for (int lag = LEAST_LAG; lag <= MOST_LAG; lag++) {
            double product = 0;
            double first = 1;
            double second = 1;
            for (int i = 0; i + lag < WINDOW_SAMPLES; i++) {
                product += window[i] * window[i + lag];
                first += window[i] * window[i];
                second += window[i + lag] * window[i + lag];
            }
            if (product > 0 && product * product > PITCHED * PITCHED * first * second) {
                return true;
            }
        }
        return false;
    }
}
