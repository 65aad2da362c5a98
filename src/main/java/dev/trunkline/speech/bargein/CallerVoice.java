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
    private static final int KNOWN_FRAMES = 40; // one short question
    private static final int REMEMBERED_FRAMES = 500; // ten seconds: what was said before counts less and less
    private static final double FADES_DB = 0.5; // a frame: the loud syllables of a word count
    private static final double QUIETER_DB = 8;
    private static final int ENOUGH_FRAMES = 10; // then one loud syllable is no voice of the usual level
    private static final double SILENT_DB = -96;
    private static final double FULL_SCALE_DB = -20 * Math.log10(32_768);

    private final float[] window = new float[WINDOW_SAMPLES];
    private final SpokenLevel usual = new SpokenLevel();
    private final SpokenLevel turn = new SpokenLevel(); // while the agent is silent
    private double usualDb = SILENT_DB;
    private boolean wasSoft; // the last turn, and it was not answered
    private double loudDb = SILENT_DB; // of what sounds over the agent
    private int frames;
    private int pitchedFrames;
    private int loudFrames; // of those that are as loud as usual

    /** The caller speaks in this frame of 20 ms at 8 kHz, and the agent does not. */
    public void learn(short[] samples) {
        turn.add(db(samples));
    }

    /** What was learnt since the last turn was none. */
    public void forgetTurn() {
        turn.clear();
    }

    /**
     * A turn of the caller's is over. Returns whether what was said of it while the agent was silent is so much softer than the caller
     * usually is that it is meant for somebody else. Never twice in a row: a caller who has become soft is heard the second time,
     * and is usually soft from then on.
     */
    public boolean endTurn() {
        boolean soft = usual.frames() >= KNOWN_FRAMES
                && turn.frames() >= ENOUGH_FRAMES
                && turn.loudDb() < usualDb - QUIETER_DB;
        boolean isAside = soft && !wasSoft;
        if (!isAside) {
            usual.add(turn, soft ? 0 : REMEMBERED_FRAMES);
            usualDb = usual.loudDb();
        }
        wasSoft = isAside;
        turn.clear();
        return isAside;
    }

    /** Something else begins. */
    public void begin() {
        loudDb = SILENT_DB;
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
        return usual.frames() >= LEARNT_FRAMES && (loudDb < usualDb - QUIETER_DB || seldomLoud);
    }

    private static double db(short[] samples) {
        double power = 1;
        for (short sample : samples) {
            power += (double) sample * sample;
        }
        return 10 * Math.log10(power / samples.length) + FULL_SCALE_DB;
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
