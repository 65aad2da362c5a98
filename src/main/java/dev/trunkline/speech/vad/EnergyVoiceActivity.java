package dev.trunkline.speech.vad;

/**
 * Takes for speech what is well above the noise, in plain Java: for machines without the native detector. The noise floor
 * falls at once with a quieter frame and rises slowly, so that speech does not lift it. Confined to one thread.
 */
public final class EnergyVoiceActivity implements VoiceActivity {

    private static final double FIRST_FLOOR_DB = 30; // of the 16-bit scale: the noise of a fair telephone line
    private static final double MIN_FLOOR_DB = 20; // mu-law's own steps are not noise
    private static final double RISE_DB = 0.06; // a frame: 3 dB a second
    private static final double ABOVE_FLOOR_DB = 10;
    private static final int HANGOVER_FRAMES = 5; // 100 ms: the weak ends of words

    private double floorDb = FIRST_FLOOR_DB;
    private int hangover;

    @Override
    public boolean isSpeech(short[] samples) {
        double levelDb = levelDb(samples);
        floorDb = Math.max(MIN_FLOOR_DB, Math.min(levelDb, floorDb + RISE_DB));
        if (levelDb > floorDb + ABOVE_FLOOR_DB) {
            hangover = HANGOVER_FRAMES;
            return true;
        }
        return hangover-- > 0;
    }

    @Override
    public void close() {}

    /** Without the mean: a line's direct current is no sound. */
    private static double levelDb(short[] samples) {
        double sum = 0;
        double squares = 0;
        for (short sample : samples) {
            sum += sample;
            squares += (double) sample * sample;
        }
        double mean = sum / samples.length;
        double variance = squares / samples.length - mean * mean;
        return 10 * Math.log10(Math.max(1, variance));
    }
}
