package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerStopsAliasesTest {

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#down")
    void tonesThatThePhoneCannotCarryAreGone(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        for (double toneHz = 4_600; toneHz < fromHz / 2.0; toneHz += 70) {
            float[] tone = Tones.sine(toneHz, fromHz, fromHz / 5, 30_000);

            resampler.reset();
            float[] heard = RatePairs.resample(resampler, tone, fromHz);

            double leftDb = Tones.decibels(Tones.rms(heard, 160, heard.length) / (30_000 / Math.sqrt(2)));
            assertThat(leftDb).as("left of %.0f Hz", toneHz).isLessThan(-80);
        }
    }
}
