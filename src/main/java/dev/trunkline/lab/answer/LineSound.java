package dev.trunkline.lab.answer;

import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.speech.Speech;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The sound of a line in the making, one piece behind the other, at 8 kHz. Confined to one thread. */
final class LineSound {

    private static final int RATE_HZ = Blocks.SAMPLE_RATE_HZ;
    private static final int RAMP_SAMPLES = RATE_HZ / 500; // 2 ms
    private static final double FULL = 32_124;

    private final SplittableRandom random;
    private final int noisePeak;
    private short[] samples = new short[0];

    /** @param noisePeak of the line, of 32,767 */
    LineSound(long seed, int noisePeak) {
        this.random = new SplittableRandom(seed);
        this.noisePeak = noisePeak;
    }

    LineSound silence(int millis) {
        return add(new short[millis * RATE_HZ / 1_000]);
    }

    LineSound says(Speech speech) {
        return add(speech.at(RATE_HZ).samples());
    }

    /**
     * @param db below full scale: negative
     * @param isSquare with the harmonics of a cheap machine
     */
    LineSound tone(double hertz, int millis, double db, boolean isSquare) {
        short[] tone = new short[millis * RATE_HZ / 1_000];
        double amplitude = FULL * Math.pow(10, db / 20);
        for (int i = 0; i < tone.length; i++) {
            double radians = 2 * Math.PI * hertz * i / RATE_HZ;
            double wave = Math.sin(radians);
            if (isSquare) { // what the telephone's band leaves of one
                wave += 3 * hertz < 3_400 ? Math.sin(3 * radians) / 3 : 0;
            }
            double ramp = Math.min(1, Math.min(i, tone.length - 1 - i) / (double) RAMP_SAMPLES);
            tone[i] = (short) Math.round(amplitude * ramp * wave);
        }
        return add(tone);
    }

    private LineSound add(short[] piece) {
        int from = samples.length;
        samples = Arrays.copyOf(samples, from + piece.length);
        for (int i = 0; i < piece.length; i++) {
            int noise = noisePeak == 0 ? 0 : random.nextInt(-noisePeak, noisePeak + 1);
            samples[from + i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, piece[i] + noise));
        }
        return this;
    }

    long millis() {
        return samples.length * 1_000L / RATE_HZ;
    }

    Speech speech() {
        return new Speech(samples, RATE_HZ);
    }
}
