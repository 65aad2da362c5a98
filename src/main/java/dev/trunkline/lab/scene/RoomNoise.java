package dev.trunkline.lab.scene;

import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.speech.Speech;
import java.util.Locale;
import java.util.SplittableRandom;

/** What may be heard around a caller. Some seconds of it are made, to be played over and over. */
public enum RoomNoise {
    /** As loud at every frequency. */
    WHITE,
    /** Softer the higher: ventilation, a car. */
    PINK,
    /** Six people who speak at once. */
    BABBLE,
    /** A rumble that swells and goes, with a horn in it. */
    STREET;

    private static final int SECONDS = 9;
    private static final int SAMPLES = SECONDS * Blocks.SAMPLE_RATE_HZ;
    private static final int TALKERS = 6;

    /** For the record. */
    public String words() {
        return name().toLowerCase(Locale.ROOT) + " noise";
    }

    /**
     * Makes it.
     *
     * @param snrDb how much softer than a caller it is
     */
    public Speech loop(SplittableRandom random, CallerVoices voices, double snrDb) {
        double[] sum = switch (this) {
            case WHITE -> white(random);
            case PINK -> pink(random);
            case BABBLE -> babble(random, voices);
            case STREET -> street(random);
        };
        double peak = 1e-9;
        for (double sample : sum) {
            peak = Math.max(peak, Math.abs(sample));
        }
        short[] samples = new short[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = (short) Math.round(sum[i] / peak * 12_000);
        }
        return Loudness.at(Loudness.CALLER_DB - snrDb, new Speech(samples, Blocks.SAMPLE_RATE_HZ));
    }

    private static double[] white(SplittableRandom random) {
        double[] samples = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = random.nextDouble(-1, 1);
        }
        return samples;
    }

    /** Rows of random numbers, each drawn half as often as the one before (Voss). */
    private static double[] pink(SplittableRandom random) {
        double[] rows = new double[10];
        double[] samples = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            rows[Math.min(rows.length - 1, Integer.numberOfTrailingZeros(i | (1 << rows.length)))] =
                    random.nextDouble(-1, 1);
            for (double row : rows) {
                samples[i] += row;
            }
        }
        return samples;
    }

    private static double[] babble(SplittableRandom random, CallerVoices voices) {
        double[] samples = new double[SAMPLES];
        for (int talker = 0; talker < TALKERS; talker++) {
            int at = random.nextInt(SAMPLES);
            for (String line : SceneLines.CHATTER) {
                for (short sample : voices.say(talker, line).samples()) {
                    samples[at] += sample;
                    at = (at + 1) % SAMPLES;
                }
                at = (at + random.nextInt(Blocks.SAMPLE_RATE_HZ / 2)) % SAMPLES;
            }
        }
        return samples;
    }

    private static double[] street(SplittableRandom random) {
        double[] samples = pink(random);
        double swellHz = 2.0 / SECONDS;
        int horn = random.nextInt(SAMPLES / 2);
        for (int i = 0; i < SAMPLES; i++) {
            double seconds = (double) i / Blocks.SAMPLE_RATE_HZ;
            samples[i] *= 0.6 + 0.4 * Math.sin(2 * Math.PI * swellHz * seconds);
            if (i > horn && i < horn + Blocks.SAMPLE_RATE_HZ * 3 / 10) {
                samples[i] += Math.sin(2 * Math.PI * 415 * seconds) + Math.sin(2 * Math.PI * 523 * seconds);
            }
        }
        return samples;
    }
}
