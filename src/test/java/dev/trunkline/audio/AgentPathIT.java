package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentPathIT {

    private static final double AMPLITUDE = 16_000;

    private final AudioRing ring = new AudioRing(8_192, 480_000);
    private final AgentPath path = new AgentPath(ring);

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 44_100, 48_000})
    void theAgentsTonesReachTheCaller(int rateHz) {
        for (double toneHz = 300; toneHz <= 3_300; toneHz += 97) {
            float[] heard = heard(Tones.sine(toneHz, rateHz, rateHz / 2, AMPLITUDE), rateHz, rateHz / 2);

            Tones.Fit fit = Tones.fit(heard, 160, 3_900, toneHz, 8_000);
            assertThat(fit.gainDb(AMPLITUDE)).as("gain at %.0f Hz", toneHz).isCloseTo(0, within(0.5));
            assertThat(fit.snrDb()).as("noise at %.0f Hz", toneHz).isGreaterThan(35);
        }
    }

    /** Mu-law turns what is below its smallest step into silence: anything heard would be an alias. */
    @ParameterizedTest
    @ValueSource(ints = {16_000, 24_000, 44_100, 48_000})
    void tonesThatThePhoneCannotCarryAreNotHeard(int rateHz) {
        for (double toneHz = 4_600; toneHz < rateHz / 2.0; toneHz += 210) {
            float[] heard = heard(Tones.sine(toneHz, rateHz, rateHz / 5, 30_000), rateHz, rateHz / 5);

            double leftDb = Tones.decibels(Tones.rms(heard, 160, 1_500) / (30_000 / Math.sqrt(2)));
            assertThat(leftDb).as("left of %.0f Hz", toneHz).isLessThan(-70);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 44_100, 48_000})
    void theSeamsBetweenChunksCannotBeHeard(int rateHz) {
        float[] tone = Tones.sine(1_013, rateHz, rateHz, AMPLITUDE);

        float[] inOne = heard(tone, rateHz, rateHz);
        float[] inFrames = heard(tone, rateHz, rateHz / 50);
        float[] inShreds = heard(tone, rateHz, 37);

        assertThat(inFrames).containsExactly(inOne);
        assertThat(inShreds).containsExactly(inOne);
        assertThat(Tones.fit(inFrames, 160, 7_900, 1_013, 8_000).snrDb()).isGreaterThan(35);
    }

    static IntStream usualRates() {
        return IntStream.of(
                8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000);
    }

    @ParameterizedTest
    @MethodSource("usualRates")
    void everyRateThatIsReadIsAlsoConverted(int rateHz) {
        float[] heard = heard(Tones.sine(700, rateHz, rateHz, AMPLITUDE), rateHz, rateHz / 10);

        assertThat(heard.length).isBetween(8_000, 8_000 + 25);
        Tones.Fit fit = Tones.fit(heard, 160, 7_900, 700, 8_000);
        assertThat(fit.gainDb(AMPLITUDE)).isCloseTo(0, within(0.1));
        assertThat(fit.snrDb()).isGreaterThan(35);
    }

    @Test
    void theRateMayChangeInTheMiddleOfAMessage() {
        float[] low = Tones.sine(1_013, 24_000, 12_000, AMPLITUDE);
        float[] high = Tones.sine(1_013, 48_000, 24_000, AMPLITUDE);

        assertThat(accept(WavFiles.linear16(low, 0, low.length, 24_000), 24_000))
                .isTrue();
        assertThat(path.writtenBytes()).isEqualTo(4_000);
        assertThat(accept(WavFiles.linear16(high, 0, high.length, 48_000), 48_000))
                .isTrue();
        assertThat(path.writtenBytes()).as("with the rest of the first").isBetween(4_010, 4_025);

        float[] heard = drain();
        assertThat(Tones.fit(heard, 160, 3_900, 1_013, 8_000).gainDb(AMPLITUDE)).isCloseTo(0, within(0.1));
        assertThat(Tones.fit(heard, 4_200, 7_900, 1_013, 8_000).gainDb(AMPLITUDE))
                .isCloseTo(0, within(0.1));
    }

    @Test
    void theEndOfAMessageIsHeard() {
        float[] tone = Tones.sine(1_000, 24_000, 480, AMPLITUDE);
        accept(WavFiles.linear16(tone, 0, 480, 24_000), 24_000);
        assertThat(path.writtenBytes()).isEqualTo(160);

        path.endMessage();

        assertThat(path.writtenBytes()).isBetween(14, 18);
        float[] heard = drain();
        assertThat(Tones.rms(heard, 160, heard.length)).isGreaterThan(1_000);
    }

    @Test
    void afterAnInterruptionNothingOfTheOldMessageIsLeft() {
        accept(WavFiles.linear16(Tones.sine(1_000, 24_000, 500, AMPLITUDE), 0, 500, 24_000), 24_000);
        path.reset();
        ring.clear();

        accept(WavFiles.linear16(new float[2_400], 0, 2_400, 24_000), 24_000);
        path.endMessage();

        assertThat(drain()).containsOnly(0f);
    }

    @Test
    void whatThePhoneUnderstandsPassesUntouched() {
        byte[] muLaw = new byte[1_000];
        for (int i = 0; i < muLaw.length; i++) {
            muLaw[i] = (byte) (i * 31);
        }

        assertThat(path.accept(SoundFormat.PHONE, muLaw, 100, 800)).isTrue();
        path.endMessage();

        byte[] codes = new byte[1_000];
        assertThat(ring.read(codes, 0, codes.length)).isEqualTo(800);
        assertThat(Arrays.copyOf(codes, 800)).isEqualTo(Arrays.copyOfRange(muLaw, 100, 900));
    }

    @Test
    void muLawOfAnotherRateIsConverted() {
        float[] tone = Tones.sine(700, 16_000, 16_000, AMPLITUDE);
        byte[] muLaw = new byte[tone.length];
        MuLaw.encode(tone, tone.length, muLaw, 0);

        path.accept(new SoundFormat(SoundFormat.Encoding.MU_LAW, 16_000), muLaw, 0, muLaw.length);
        path.endMessage();

        assertThat(Tones.fit(drain(), 160, 7_900, 700, 8_000).gainDb(AMPLITUDE)).isCloseTo(0, within(0.1));
    }

    @Test
    void theRestOfOneFormatComesBeforeTheNextAndOnce() {
        float[] tone = Tones.sine(1_000, 24_000, 480, AMPLITUDE);
        accept(WavFiles.linear16(tone, 0, 480, 24_000), 24_000);

        path.accept(SoundFormat.PHONE, new byte[160], 0, 160);
        assertThat(path.writtenBytes()).as("with the rest of the first").isBetween(174, 178);
        path.accept(SoundFormat.PHONE, new byte[160], 0, 160);
        assertThat(path.writtenBytes()).isEqualTo(160);
        path.endMessage();
        assertThat(path.writtenBytes()).isZero();
    }

    @Test
    void moreThanTheRingHoldsIsCutAndReported() {
        var small = new AudioRing(1_024, 2_048);
        var tight = new AgentPath(small);
        byte[] second = WavFiles.linear16(new float[24_000], 0, 24_000, 24_000);

        assertThat(tight.accept(SoundFormat.linear16(24_000), second, 44, second.length - 44))
                .isFalse();
        assertThat(tight.writtenBytes()).isEqualTo(2_048);
        assertThat(small.availableBytes()).isEqualTo(2_048);

        small.clear();
        byte[] frame = WavFiles.linear16(new float[480], 0, 480, 24_000);
        assertThat(tight.accept(SoundFormat.linear16(24_000), frame, 44, frame.length - 44))
                .isTrue();
    }

    private float[] heard(float[] sound, int rateHz, int chunkFrames) {
        for (int done = 0; done < sound.length; done += chunkFrames) {
            int end = Math.min(sound.length, done + chunkFrames);
            assertThat(accept(WavFiles.linear16(sound, done, end, rateHz), rateHz))
                    .isTrue();
        }
        path.endMessage();
        return drain();
    }

    private boolean accept(byte[] file, int rateHz) {
        return path.accept(SoundFormat.linear16(rateHz), file, 44, file.length - 44);
    }

    private float[] drain() {
        var codes = new byte[ring.availableBytes()];
        return Tones.fromMuLaw(codes, ring.read(codes, 0, codes.length));
    }
}
