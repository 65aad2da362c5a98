package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerStreamTest {

    private static final double MOST_DELAY_MILLIS = 2.5;

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#all")
    void anyBlocksGiveTheSameSamplesAsOneBlock(int fromHz, int toHz) {
        float[] input = noise(fromHz, 7);
        float[] whole = RatePairs.resample(Resampler.between(fromHz, toHz), input, () -> input.length);

        for (int most : new int[] {1, 5, 50, 500, 5_000}) {
            var random = new Random(most);
            float[] pieces = RatePairs.resample(Resampler.between(fromHz, toHz), input, () -> 1 + random.nextInt(most));
            assertThat(Arrays.equals(pieces, whole)).as("blocks up to %d", most).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#all")
    void aMinuteStaysAMinute(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        var input = new float[fromHz / 50];
        var output = new float[resampler.maxOutputSamples(input.length)];
        int total = 0;
        for (int frame = 0; frame < 60 * 50; frame++) {
            int written = resampler.process(input, input.length, output);
            assertThat(written)
                    .as("a 20 ms frame")
                    .isCloseTo(toHz / 50, within(fromHz % 8_000 == toHz % 8_000 ? 0 : 1));
            total += written;
        }
        assertThat(total).isCloseTo(60 * toHz, within(1));
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#all")
    void theFilterDelaysByNoMoreThanTwoAndAHalfMilliseconds(int fromHz, int toHz) {
        float[] pulse = pulse(fromHz);

        float[] heard = RatePairs.resample(Resampler.between(fromHz, toHz), pulse, fromHz);

        double delayMillis = centreMillis(heard, toHz) - centreMillis(pulse, fromHz);
        assertThat(delayMillis).isBetween(fromHz == toHz ? -1e-9 : 1.5, MOST_DELAY_MILLIS);
    }

    @ParameterizedTest
    @CsvSource({"8000, 16000", "8000, 44100", "44100, 8000", "48000, 8000"})
    void flushingGivesTheEndOfTheSound(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        float[] input = Tones.sine(440, fromHz, fromHz / 10, 10_000);
        float[] body = RatePairs.resample(resampler, input, fromHz);

        var tail = new float[resampler.maxOutputSamples(0)];
        int tailSamples = resampler.flush(tail);

        float[] all = Arrays.copyOf(body, body.length + tailSamples);
        System.arraycopy(tail, 0, all, body.length, tailSamples);
        double delaySamples = 0.002 * toHz;
        assertThat(all.length - toHz / 10.0).isCloseTo(delaySamples, within(2.0));
        // The tone stops short of the end by the filter's ringing, which is half as long as the filter itself.
        int stillWhole = all.length - (int) (2 * delaySamples);
        Tones.Fit end = Tones.fit(all, toHz / 50, stillWhole, 440, toHz);
        assertThat(end.snrDb()).isGreaterThan(60);
        assertThat(Tones.rms(tail, 0, tailSamples)).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#all")
    void afterAFlushOrAResetNothingIsLeftOfThePast(int fromHz, int toHz) {
        float[] next = noise(fromHz / 10, 3);
        float[] expected = RatePairs.resample(Resampler.between(fromHz, toHz), next, fromHz);
        Resampler used = Resampler.between(fromHz, toHz);

        RatePairs.resample(used, noise(1_237, 4), fromHz);
        used.flush(new float[used.maxOutputSamples(0)]);
        assertThat(RatePairs.resample(used, next, fromHz)).containsExactly(expected);

        RatePairs.resample(used, noise(1_237, 5), fromHz);
        used.reset();
        assertThat(RatePairs.resample(used, next, fromHz)).containsExactly(expected);
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#all")
    void noMoreIsWrittenThanWasPromised(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            int length = random.nextInt(700);
            var output = new float[resampler.maxOutputSamples(length)];
            assertThat(resampler.process(new float[length], length, output)).isBetween(0, output.length);
        }
    }

    @Test
    void ratesThatNoFilterIsWorthAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Resampler.between(3_999, 8_000));
        assertThatIllegalArgumentException().isThrownBy(() -> Resampler.between(8_000, 192_001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resampler.between(47_999, 8_000))
                .withMessageContaining("47999");
    }

    private static float[] noise(int samples, int seed) {
        var random = new Random(seed);
        var noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = random.nextInt(20_000) - 10_000;
        }
        return noise;
    }

    /** A bell of 2 ms, a tenth of a second in. */
    private static float[] pulse(int sampleRateHz) {
        var pulse = new float[sampleRateHz / 5];
        for (int i = 0; i < pulse.length; i++) {
            double x = (i * 1000.0 / sampleRateHz - 100) / 1.0;
            pulse[i] = (float) (10_000 * Math.exp(-x * x));
        }
        return pulse;
    }

    private static double centreMillis(float[] samples, int sampleRateHz) {
        double weight = 0;
        double moment = 0;
        for (int i = 0; i < samples.length; i++) {
            weight += samples[i];
            moment += (double) i * samples[i];
        }
        return moment / weight * 1000 / sampleRateHz;
    }
}
