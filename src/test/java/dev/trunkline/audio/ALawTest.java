package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ALawTest {

    @Test
    void everySampleIsEncodedAsTheRecommendationSays() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            assertThat(ALaw.encode((short) sample) & 0xFF)
                    .as("sample %d", sample)
                    .isEqualTo(reference(sample));
        }
    }

    @Test
    void everyCodeSurvivesDecodingAndEncoding() {
        for (int code = 0; code < 256; code++) {
            assertThat(ALaw.encode(ALaw.decode((byte) code)) & 0xFF).isEqualTo(code);
        }
    }

    @Test
    void everyCodeIsDecodedToTheMiddleOfWhatIsEncodedToIt() {
        for (int code = 0; code < 256; code++) {
            int least = Integer.MAX_VALUE;
            int most = Integer.MIN_VALUE;
            for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
                if ((ALaw.encode((short) sample) & 0xFF) == code) {
                    least = Math.min(least, sample);
                    most = Math.max(most, sample);
                }
            }
            int middle = Math.floorDiv(least + most + 1, 2);
            assertThat(ALaw.decode((byte) code)).as("code %d", code).isEqualTo((short) middle);
        }
    }

    @Test
    void decodingIsOddSymmetric() {
        for (int code = 0; code < 128; code++) {
            assertThat(ALaw.decode((byte) code)).isEqualTo((short) -ALaw.decode((byte) (code | 0x80)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0xD5", "-1, 0x55", "32767, 0xAA", "-32768, 0x2A", "15, 0xD5", "16, 0xD4", "511, 0xCA", "512, 0xF5"})
    void landmarksAreEncoded(short sample, int code) {
        assertThat(ALaw.encode(sample) & 0xFF).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"0xD5, 8", "0x55, -8", "0xAA, 32256", "0x2A, -32256"})
    void landmarksAreDecoded(int code, short sample) {
        assertThat(ALaw.decode((byte) code)).isEqualTo(sample);
    }

    @Test
    void silenceIsTheQuietestCode() {
        assertThat(ALaw.SILENCE).isEqualTo(ALaw.encode((short) 0));
    }

    /** ITU-T G.191's order of steps: one's complement, 12 bits, halve until the mantissa fits, invert every second bit. */
    private static int reference(int sample) {
        int rest = (sample < 0 ? -1 - sample : sample) >> 4;
        if (rest > 15) {
            int exponent = 1;
            for (; rest > 31; rest >>= 1) {
                exponent++;
            }
            rest = rest - 16 + (exponent << 4);
        }
        return (sample >= 0 ? rest | 0x80 : rest) ^ 0x55;
    }
}
