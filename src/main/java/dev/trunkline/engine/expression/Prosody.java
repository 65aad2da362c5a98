package dev.trunkline.engine.expression;

import dev.trunkline.speech.Speech;

/**
 * What can be measured in a voice. Immutable.
 *
 * @param levelDb of the speech itself (pauses left out), relative to full scale: about -50 to -5
 * @param pitchHz the middle of the voice; 0 when not measured
 * @param pitchSpreadSemitones how far the melody goes up and down; 0 when not measured
 */
public record Prosody(double levelDb, double pitchHz, double pitchSpreadSemitones) {

    /** Measures a voice. Thread-safe; slow. */
    @FunctionalInterface
    public interface Meter {
        Prosody measure(Speech speech);
    }

    private static final int FRAMES_PER_SECOND = 50;
    private static final double LOUD_SHARE = 0.1; // frames below a tenth of the loudest are pauses
    private static final double SILENCE_DB = -90;

    /** The same voice with its melody. */
    public Prosody withPitch(double hz, double spreadSemitones) {
        return new Prosody(levelDb, hz, spreadSemitones);
    }

    /** Level alone, without pitch. */
    public static Prosody levelOf(Speech speech) {
        int frameSamples = Math.max(1, speech.sampleRateHz() / FRAMES_PER_SECOND);
        int frames = speech.samples().length / frameSamples;
        double[] power = new double[frames];
        double loudest = 0;
        for (int frame = 0; frame < frames; frame++) {
            for (int i = frame * frameSamples; i < (frame + 1) * frameSamples; i++) {
                double sample = speech.samples()[i] / 32768.0;
                power[frame] += sample * sample / frameSamples;
            }
            loudest = Math.max(loudest, power[frame]);
        }
        double sum = 0;
        int spoken = 0;
        for (double framePower : power) {
            if (framePower > loudest * LOUD_SHARE * LOUD_SHARE) {
                sum += framePower;
                spoken++;
            }
        }
        double levelDb = spoken == 0 ? SILENCE_DB : Math.max(SILENCE_DB, 10 * Math.log10(sum / spoken));
        return new Prosody(levelDb, 0, 0);
    }
}
