package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerPassesSpeechTest {

    private static final double AMPLITUDE = 10_000;
    private static final double LOWEST_HZ = 300;
    private static final double HIGHEST_HZ = 3_400;
    private static final double MOST_RIPPLE_DB = 0.1;
    private static final double LEAST_SNR_DB = 60; // 22 more than mu-law itself has

    @ParameterizedTest
    @MethodSource("dev.trunkline.audio.RatePairs#all")
    void tonesOfSpeechPassUnchangedAndAlone(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        for (double toneHz = LOWEST_HZ; toneHz <= HIGHEST_HZ; toneHz += 50) {
            assertPasses(resampler, fromHz, toHz, toneHz);
        }
    }

    /** Everything else that a WAV file may have, whole ratios and not. */
    @ParameterizedTest
    @CsvSource({
        "11025, 8000",
        "12000, 8000",
        "22050, 8000",
        "32000, 8000",
        "40000, 8000",
        "96000, 8000",
        "192000, 8000",
        "8000, 12000",
        "8000, 40000",
        "24000, 16000",
        "16000, 24000",
        "48000, 16000",
        "16000, 44100"
    })
    void unusualRatesPassThemToo(int fromHz, int toHz) {
        Resampler resampler = Resampler.between(fromHz, toHz);
        for (double toneHz = 313; toneHz <= HIGHEST_HZ; toneHz += 500) {
            assertPasses(resampler, fromHz, toHz, toneHz);
        }
    }

    /** What is not the tone includes its images above 4 kHz on the way up. */
    private static void assertPasses(Resampler resampler, int fromHz, int toHz, double toneHz) {
        float[] tone = Tones.sine(toneHz, fromHz, fromHz * 2 / 5, AMPLITUDE);

        resampler.reset();
        float[] heard = RatePairs.resample(resampler, tone, fromHz);

        Tones.Fit fit = Tones.fit(heard, toHz / 50, heard.length, toneHz, toHz);
        assertThat(fit.gainDb(AMPLITUDE)).as("gain at %.0f Hz", toneHz).isCloseTo(0, within(MOST_RIPPLE_DB));
        assertThat(fit.snrDb()).as("noise at %.0f Hz", toneHz).isGreaterThan(LEAST_SNR_DB);
    }
}
