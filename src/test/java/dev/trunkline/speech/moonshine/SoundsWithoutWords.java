package dev.trunkline.speech.moonshine;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.speech.Speech;
import java.util.Random;
import java.util.function.BiFunction;

/** What a telephone hears when nobody speaks, made up, through mu-law at 8 kHz. */
public enum SoundsWithoutWords {
    WHITE_NOISE((random, i) -> random.nextGaussian()),
    BREATH((random, i) -> random.nextGaussian() * swell(i, 2.5, 1.2)),
    COUGHS((random, i) ->
            (random.nextGaussian() + 0.3 * Math.signum(sine(140, i))) * Math.exp(-(seconds(i) % 1.3) / 0.08)),
    HOLD_MUSIC((random, i) -> chord(i) * Math.exp(-2 * (seconds(i) % 0.5)) + 0.4 * sine(98, i)),
    CLICKS((random, i) -> i % 2_400 < 40 ? Math.exp(-(i % 2_400) / 8.0) * (random.nextBoolean() ? 1 : -1) : 0),
    KEYS((random, i) ->
            i % 1_600 < 1_000 ? sine(697 + 73 * (i / 1_600 % 4), i) + sine(1_209 + 127 * (i / 1_600 % 3), i) : 0),
    RINGING((random, i) -> i % 48_000 < 16_000 ? sine(440, i) + sine(480, i) : 0),
    HUM((random, i) -> sine(50, i) + 0.5 * sine(150, i) + 0.3 * sine(250, i)),
    SILENCE((random, i) -> 0.0);

    private static final int RATE_HZ = 8_000;
    private static final double[] ROOTS_HZ = {220, 196, 174.6, 164.8};

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas above hold nothing
    private final BiFunction<Random, Integer, Double> wave;

    SoundsWithoutWords(BiFunction<Random, Integer, Double> wave) {
        this.wave = wave;
    }

    /**
     * So many seconds of it.
     *
     * @param peak of the 16-bit scale
     */
    public Speech of(double seconds, double peak) {
        Random random = new Random(7);
        double[] values = new double[(int) (seconds * RATE_HZ)];
        double most = 1e-9;
        for (int i = 0; i < values.length; i++) {
            values[i] = wave.apply(random, i);
            most = Math.max(most, Math.abs(values[i]));
        }
        short[] samples = new short[values.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(MuLaw.encode((short) Math.round(peak * values[i] / most)));
        }
        return new Speech(samples, RATE_HZ);
    }

    private static double seconds(int sample) {
        return (double) sample / RATE_HZ;
    }

    private static double sine(double hz, int sample) {
        return Math.sin(2 * Math.PI * hz * seconds(sample));
    }

    private static double chord(int sample) {
        double root = ROOTS_HZ[(int) seconds(sample) % ROOTS_HZ.length];
        double sum = 0;
        for (double note : new double[] {1, 1.26, 1.5}) {
            for (int overtone = 1; overtone <= 4; overtone++) {
                sum += sine(root * note * overtone, sample) / overtone;
            }
        }
        return sum;
    }

    private static double swell(int sample, double everySeconds, double lastingSeconds) {
        double at = seconds(sample) % everySeconds;
        return at < lastingSeconds ? Math.pow(Math.sin(Math.PI * at / lastingSeconds), 2) : 0.01;
    }
}
