package dev.trunkline.engine.speaking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TempoTest {

    private static final int RATE_HZ = 24_000;

    @ParameterizedTest
    @CsvSource({"0.25, 220", "0.5, 440", "0.8, 97", "1.25, 440", "1.5, 133"})
    void anotherSpeedIsAnotherLengthAtTheSamePitchAndLevel(double speed, int hertz) {
        short[] hum = hum(hertz, 2 * RATE_HZ);

        short[] changed = Tempo.changed(hum, RATE_HZ, speed);

        assertThat(changed).hasSize((int) Math.round(hum.length / speed));
        assertThat(pitch(changed)).isBetween(hertz * 0.99, hertz * 1.01);
        assertThat(level(changed) / level(hum)).isBetween(0.95, 1.05);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.5})
    void eachWordComesInItsTime(double speed) {
        short[] words = new short[3 * RATE_HZ]; // a word in the second second, silence around it
        System.arraycopy(hum(200, RATE_HZ), 0, words, RATE_HZ, RATE_HZ);

        short[] changed = Tempo.changed(words, RATE_HZ, speed);

        int second = (int) (RATE_HZ / speed);
        int margin = RATE_HZ / 20;
        assertThat(level(changed, 0, second - margin)).isLessThan(1);
        assertThat(level(changed, second + margin, 2 * second - margin)).isGreaterThan(5_000);
        assertThat(level(changed, 2 * second + margin, 3 * second)).isLessThan(1);
    }

    @Test
    void asItIsIsUntouched() {
        short[] hum = hum(300, 1_000);

        assertThat(Tempo.changed(hum, RATE_HZ, 1)).isSameAs(hum);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 700, 912, 913, 914, 1_500})
    void soundOfAnyLengthHasNoEdgeThatItFallsOver(int samples) {
        short[] noise = new short[samples];
        Random random = new Random(samples);
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) random.nextInt();
        }

        for (double speed = 0.25; speed <= 1.5; speed += 0.05) {
            int length = Tempo.changed(noise, RATE_HZ, speed).length;
            assertThat(length).isIn(samples, (int) Math.round(samples / speed));
        }
    }

    private static short[] hum(int hertz, int samples) {
        short[] hum = new short[samples];
        for (int i = 0; i < samples; i++) {
            hum[i] = (short) Math.round(8_000 * Math.sin(2 * Math.PI * hertz * i / RATE_HZ));
        }
        return hum;
    }

    private static double pitch(short[] samples) {
        int crossings = 0;
        for (int i = 1; i < samples.length; i++) {
            crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
        }
        return crossings * (double) RATE_HZ / samples.length;
    }

    private static double level(short[] samples) {
        return level(samples, 0, samples.length);
    }

    private static double level(short[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / (to - from));
    }
}
