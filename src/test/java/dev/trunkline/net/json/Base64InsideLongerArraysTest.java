package dev.trunkline.net.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.Allocation;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64InsideLongerArraysTest {

    private final Random random = new Random(3);
    private final Base64Slices base64 = new Base64Slices();

    @Test
    void isWrittenAndReadAsTheJdkDoes() {
        for (int lengthBytes = 0; lengthBytes < 400; lengthBytes++) {
            roundTrip(lengthBytes, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3_072, 3_073, 6_144, 24_000, 96_044})
    void longTextIsReadTheFirstTimeAndWhenItsLengthIsUsual(int lengthBytes) {
        roundTrip(lengthBytes, 3);
        roundTrip(lengthBytes - 1, 1);
        roundTrip(lengthBytes, 2);
    }

    private void roundTrip(int lengthBytes, int times) {
        byte[] bytes = new byte[lengthBytes];
        random.nextBytes(bytes);
        byte[] out = new byte[lengthBytes / 3 * 4 + 20];

        int end = base64.encode(bytes, lengthBytes, out, 7);

        String text = new String(out, 7, end - 7, US_ASCII);
        assertThat(text).isEqualTo(Base64.getEncoder().encodeToString(bytes));
        assertThat(text).hasSize(Base64Slices.encodedChars(lengthBytes));
        for (int i = 0; i < times; i++) {
            byte[] back = new byte[lengthBytes];
            assertThat(base64.decode(out, 7, end, back)).isEqualTo(lengthBytes);
            assertThat(back).isEqualTo(bytes);
        }
    }

    @Test
    void whatIsSpoiltAnywhereIsMalformedOrWhatTheJdkReads() {
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(5_000)];
            byte[] text = Base64.getEncoder().encode(bytes);
            text[random.nextInt(text.length)] = (byte) "=A-\\\u00e4 ".charAt(random.nextInt(6));
            byte[] back = new byte[5_001];

            int length = base64.decode(text, 0, text.length, back);

            assertThat(length == Base64Slices.MALFORMED ? null : Arrays.copyOf(back, length))
                    .isEqualTo(byTheJdk(text));
        }
    }

    private static byte @Nullable [] byTheJdk(byte[] text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Test
    void whatDoesNotFitIsNotRead() {
        byte[] text = Base64.getEncoder().encode(new byte[100]);

        assertThat(base64.decode(text, 0, text.length, new byte[99])).isEqualTo(Base64Slices.MALFORMED);
        assertThat(base64.decode(text, 0, text.length, new byte[100])).isEqualTo(100);
        assertThat(base64.decode(text, 0, text.length - 1, new byte[100])).isEqualTo(Base64Slices.MALFORMED);
    }

    @Test
    void whatComesAgainAndAgainAllocatesNothingThoughShorterOnesComeBetween() {
        byte[] usual = Base64.getEncoder().encode(new byte[24_000]);
        byte[] last = Base64.getEncoder().encode(new byte[7_777]);
        byte[] back = new byte[24_000];
        int times = 2_000;

        assertThat(Allocation.bytesOf(times, () -> {
                            base64.decode(usual, 0, usual.length, back);
                            base64.decode(usual, 0, usual.length, back);
                            base64.decode(last, 0, last.length, back);
                        })
                        / times)
                .isZero();
    }
}
