package dev.trunkline.speech.vad;

/**
 * Silero's voice activity detector: a small neural network that noise and music mislead much less than WebRTC's, and that costs
 * ten times as much. It judges windows of 32 ms, so a frame of 20 ms gets the judgement of the last window that is whole.
 * Confined to one thread.
 */
final class SileroVoiceActivity implements VoiceActivity {

    /** How far below the threshold speech must fall to be over: Silero's own choice. */
    private static final double HYSTERESIS = 0.15;

    private static final float SCALE = 1 / 32_768f;

    private final SileroModel.Windows windows;
    private final double threshold;
    private final float[] window = new float[SileroModel.WINDOW_SAMPLES];
    private int fill;
    private boolean speech;

    SileroVoiceActivity(SileroModel model, double threshold) {
        this.windows = model.new Windows();
        this.threshold = threshold;
    }

    @Override
    public boolean isSpeech(short[] samples) {
        for (short sample : samples) {
            window[fill++] = SCALE * sample;
            if (fill == window.length) {
                fill = 0;
                speech = windows.probability(window) >= (speech ? threshold - HYSTERESIS : threshold);
            }
        }
        return speech;
    }

    @Override
    public void close() {}
}
