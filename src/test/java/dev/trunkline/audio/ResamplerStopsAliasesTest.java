package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerStopsAliasesTest {

    private static final double STOPPED_FROM_HZ = 4_600;
    private static final double LEAST_REJECTION_DB = 80;
    private static final double AMPLITUDE = 30_000;

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#down")
    void tonesThatThePhoneCannotCarryAreGone(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        for (double toneHz = STOPPED_FROM_HZ; toneHz < fromHz / 2.0; toneHz += 70) {
            float[] tone = Tones.sine(toneHz, fromHz, fromHz / 5, AMPLITUDE);

            resampler.reset();
            float[] heard = RatePairs.resample(resampler, tone, fromHz);

            double leftDb = Tones.decibels(Tones.rms(heard, 160, heard.length) / (AMPLITUDE / Math.sqrt(2)));
            assertThat(leftDb).as("left of %.0f Hz", toneHz).isLessThan(-LEAST_REJECTION_DB);
        }
    }

    /** On the way up a tone of f comes with an image at 8 kHz - f, which nobody said: below 3.4 kHz it is above 4.6. */
    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#up")
    void imagesOfSpeechThatTheCallerNeverSaidAreNotMade(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        for (double toneHz = 300; toneHz <= 8_000 - STOPPED_FROM_HZ; toneHz += 50) {
            resampler.reset();
            float[] heard =
                    RatePairs.resample(resampler, Tones.sine(toneHz, fromHz, fromHz * 2 / 5, AMPLITUDE), fromHz);

            for (double imageHz = 8_000 - toneHz; imageHz < toHz / 2.0; imageHz += 8_000) {
                Tones.Fit image = Tones.fit(heard, toHz / 50, heard.length, imageHz, toHz);
                assertThat(image.gainDb(AMPLITUDE))
                        .as("image of %.0f Hz at %.0f Hz", toneHz, imageHz)
                        .isLessThan(-LEAST_REJECTION_DB);
            }
        }
    }
}
