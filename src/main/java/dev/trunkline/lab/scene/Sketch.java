package dev.trunkline.lab.scene;

import dev.trunkline.lab.phone.Blocks;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A sound in the making: one piece behind the other. Confined to one thread. */
final class Sketch {

    private static final double FULL = 8_000;
    private static final int MILLI = Blocks.SAMPLE_RATE_HZ / 1_000;

    final SplittableRandom random;
    private final List<Double> samples = new ArrayList<>();

    Sketch(SplittableRandom random) {
        this.random = random;
    }

    int millis(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    void silence(int millis) {
        for (int i = 0; i < millis * MILLI; i++) {
            samples.add(0.0);
        }
    }

    /** Air. */
    void noise(double lowHz, double highHz, int millis, Swell envelope) {
        BandPass band = new BandPass(lowHz, highHz, Blocks.SAMPLE_RATE_HZ);
        int count = millis * MILLI;
        for (int i = 0; i < count; i++) {
            samples.add(band.next(random.nextDouble(-1, 1)) * envelope.at((double) i / count));
        }
    }

    /** A voice: pulses through two formants. */
    void pulses(double pitchHz, double jitter, int millis, Swell envelope) {
        voiced(pitchHz, jitter, 0, millis, envelope);
    }

    /** A hoarse one, with noise in it. */
    void roughly(double pitchHz, int millis, Swell envelope) {
        voiced(pitchHz, 0.15, 0.25, millis, envelope);
    }

    /** A voice with closed lips. */
    void hum(double pitchHz, int millis, Swell envelope) {
        BandPass nose = new BandPass(180, 420, Blocks.SAMPLE_RATE_HZ);
        BandPass above = new BandPass(900, 1_300, Blocks.SAMPLE_RATE_HZ);
        int count = millis * MILLI;
        double next = 0;
        for (int i = 0; i < count; i++) {
            double pulse = 0;
            if (i >= next) {
                pulse = 8;
                next += Blocks.SAMPLE_RATE_HZ / pitchHz * (1 + random.nextDouble(-0.01, 0.01));
            }
            samples.add((nose.next(pulse) + 0.15 * above.next(pulse)) * envelope.at((double) i / count));
        }
    }

    private void voiced(double pitchHz, double jitter, double noise, int millis, Swell envelope) {
        BandPass low = new BandPass(400, 700, Blocks.SAMPLE_RATE_HZ);
        BandPass high = new BandPass(1_100, 1_700, Blocks.SAMPLE_RATE_HZ);
        int count = millis * MILLI;
        double next = 0;
        for (int i = 0; i < count; i++) {
            double pulse = noise * random.nextDouble(-1, 1);
            if (i >= next) {
                pulse += 8;
                next += Blocks.SAMPLE_RATE_HZ / pitchHz * (1 + random.nextDouble(-jitter, jitter));
            }
            samples.add((low.next(pulse) + 0.6 * high.next(pulse)) * envelope.at((double) i / count));
        }
    }

    short[] samples() {
        double peak = samples.stream().mapToDouble(Math::abs).max().orElse(1);
        short[] made = new short[samples.size()];
        for (int i = 0; i < made.length; i++) {
            made[i] = (short) Math.round(samples.get(i) / peak * FULL);
        }
        return made;
    }
}
