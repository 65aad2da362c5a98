package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MuLawTest {

    /** Where the segments of the positive half begin, 16-bit scale: figures of the ITU-T G.191 algorithm. */
    private static final int[] SEGMENT_STARTS = {0, 124, 380, 892, 1_916, 3_964, 8_060, 16_252};

    @Test
    void everySampleIsEncodedAsTheRecommendationSays() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            assertThat(MuLaw.encode((short) sample) & 0xFF)
                    .as("sample %d", sample)
                    .isEqualTo(reference(sample));
        }
    }

    @Test
    void everySampleIsEncodedTheSameAsPartOfABlock() {
        var samples = new float[65_536];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i + Short.MIN_VALUE;
        }

        byte[] codes = Tones.toMuLaw(samples);

        for (int i = 0; i < samples.length; i++) {
            assertThat(codes[i]).as("sample %f", samples[i]).isEqualTo(MuLaw.encode((short) samples[i]));
        }
    }

    @Test
    void segmentsBeginWhereTheRecommendationSays() {
        for (int segment = 0; segment < 8; segment++) {
            int firstCode = 0xFF - 16 * segment;
            assertThat(MuLaw.encode((short) SEGMENT_STARTS[segment]) & 0xFF).isEqualTo(firstCode);
            if (segment > 0) {
                assertThat(MuLaw.encode((short) (SEGMENT_STARTS[segment] - 1)) & 0xFF)
                        .isEqualTo(firstCode + 1);
            }
        }
        assertThat(MuLaw.encode((short) 31_611) & 0xFF).isEqualTo(0x81);
        assertThat(MuLaw.encode((short) 31_612) & 0xFF).isEqualTo(0x80);
    }

    @ParameterizedTest
    @CsvSource({"0, 0xFF", "-1, 0x7F", "-32768, 0x00", "32767, 0x80", "3, 0xFF", "4, 0xFE"})
    void landmarksAreEncoded(short sample, int code) {
        assertThat(MuLaw.encode(sample) & 0xFF).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"0x00, -32124", "0x80, 32124", "0x7F, 0", "0xFF, 0", "0xFE, 8", "0x7E, -8"})
    void landmarksAreDecoded(int code, short sample) {
        assertThat(MuLaw.decode((byte) code)).isEqualTo(sample);
    }

    @Test
    void decodingIsOddSymmetric() {
        for (int code = 0; code < 128; code++) {
            assertThat(MuLaw.decode((byte) code)).isEqualTo((short) -MuLaw.decode((byte) (code | 0x80)));
        }
    }

    @Test
    void everyCodeButNegativeZeroSurvivesDecodingAndEncoding() {
        for (int code = 0; code < 256; code++) {
            int again = MuLaw.encode(MuLaw.decode((byte) code)) & 0xFF;
            assertThat(again).isEqualTo(code == 0x7F ? 0xFF : code);
        }
    }

    @Test
    void louderSamplesNeverBecomeQuieter() {
        short before = Short.MIN_VALUE;
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            short now = MuLaw.decode(MuLaw.encode((short) sample));
            assertThat(now).as("sample %d", sample).isGreaterThanOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void whatIsTooLoudIsClippedAndWhatIsNoNumberIsSilent() {
        float[] samples = {1e9f, -1e9f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 32_768f, Float.NaN};

        byte[] codes = Tones.toMuLaw(samples);

        assertThat(codes).containsExactly(0x80, 0x00, 0x80, 0x00, 0x80, 0xFF);
    }

    @Test
    void offsetsAreObeyed() {
        byte[] codes = {1, 2, 3, 4};
        var samples = new float[2];
        MuLaw.decode(codes, 2, 2, samples);
        assertThat(samples).containsExactly(MuLaw.decode((byte) 3), MuLaw.decode((byte) 4));

        var target = new byte[4];
        MuLaw.encode(samples, 2, target, 1);
        assertThat(target).containsExactly(0, 3, 4, 0);
    }

    // dsp.md, section 3: 38.3 dB at full scale, 34.9 the floor down to -40 dB, then falling as the steps stop
    // shrinking.
    @ParameterizedTest
    @CsvSource({
        "0, 38",
        "-5, 34.9",
        "-10, 34.9",
        "-15, 34.9",
        "-20, 34.9",
        "-30, 34.9",
        "-40, 34.5",
        "-45, 31",
        "-60, 20"
    })
    void sinesKeepTheSignalToNoiseRatioOfTheCodec(double levelDb, double leastSnrDb) {
        double amplitude = 32_124 * Math.pow(10, levelDb / 20);
        float[] tone = Tones.sine(1020, 8_000, 8_000, amplitude);

        float[] heard = Tones.fromMuLaw(Tones.toMuLaw(tone), tone.length);

        assertThat(Tones.fit(heard, 0, heard.length, 1020, 8_000).snrDb()).isGreaterThan(leastSnrDb);
    }

    /** ITU-T G.191's order of steps: 14-bit magnitude by one's complement, bias 33, search for the segment, invert. */
    private static int reference(int sample) {
        int magnitude = ((sample < 0 ? -1 - sample : sample) >> 2) + 33;
        if (magnitude > 8_191) {
            magnitude = 8_191;
        }
        int segment = 1;
        for (int rest = magnitude >> 6; rest != 0; rest >>= 1) {
            segment++;
        }
        int highNibble = 8 - segment;
        int lowNibble = 15 - ((magnitude >> segment) & 15);
        int code = highNibble << 4 | lowNibble;
        return sample >= 0 ? code | 0x80 : code;
    }
}
