package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import dev.trunkline.testing.Allocation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AudioOutputIsReadWithoutParserIT {

    private static final long SEED = 20261121;

    private final AudioOutputScanner scanner = new AudioOutputScanner();
    private final EviMessageReader parser = new EviMessageReader();

    @Test
    void soundOfEveryLengthComesThrough() {
        Random random = new Random(SEED);
        for (int lengthBytes = 0; lengthBytes < 4_000; lengthBytes++) {
            byte[] wav = new byte[lengthBytes];
            random.nextBytes(wav);

            AudioOutput audio = scanned(utf8(message(wav)));

            assertThat(Arrays.copyOf(audio.wav(), audio.lengthBytes())).isEqualTo(wav);
        }
    }

    @Test
    void severalMegabytesComeThroughAndTheirBufferIsNotKept() {
        byte[] big = new byte[5_000_003];
        new Random(SEED).nextBytes(big);

        AudioOutput audio = scanned(utf8(message(big)));

        assertThat(Arrays.copyOf(audio.wav(), audio.lengthBytes())).isEqualTo(big);
        AudioOutput small = scanned(utf8(message(new byte[] {1})));
        assertThat(small.wav().length).isLessThan(1_000_000);
    }

    @Test
    void spacesAndOrderAndFieldsBesideDoNotMatter() {
        for (String text : List.of(
                "{\"type\":\"audio_output\",\"id\":\"a\",\"index\":7,\"data\":\"UklGRg==\"}",
                " {\n\t\"data\" : \"UklGRg==\" , \"index\" : 7 , \"id\" : \"a\" , \"type\" : \"audio_output\" }\r\n",
                "{\"type\":\"audio_output\",\"custom_session_id\":\"CA1\",\"id\":\"a\",\"index\":7,\"data\":\"UklGRg==\","
                        + "\"is_final_chunk\":false,\"sequence\":12,\"other\": null}")) {
            AudioOutput audio = scanned(utf8(text));

            assertThat(Wire.describe(audio)).isEqualTo("AudioOutput[id=a, index=7, wav=52494646]");
        }
    }

    @Test
    void whateverItReadsTheParserReadsTheSame() {
        Random random = new Random(SEED);
        List<String> seeds = List.of(
                message(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}),
                "{\"type\":\"audio_output\",\"id\":\"0a\",\"index\":10,\"data\":\"UklGRiQAAABXQVZF\",\"x\":\"1\",\"y\":null}",
                "{ \"data\":\"UklGRg==\", \"index\":0 ,\"id\":\"b\",\"type\":\"audio_output\", \"z\" : true }");
        String alphabet = "{}[]\":,\\ \n=+/Aa0195-.eunltrfsxyi\u00fc\u0000";
        int readByBoth = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] text = mutated(seeds.get(i % seeds.size()), alphabet, random);
            AudioOutput fast = scanner.scan(text, text.length);
            if (fast != null) {
                assertThat(Wire.describe(fast))
                        .as(new String(text, StandardCharsets.UTF_8))
                        .isEqualTo(Wire.describe(parser.read(text, text.length)));
                readByBoth++;
            }
        }
        assertThat(readByBoth).isGreaterThan(10_000);
    }

    private static byte[] mutated(String seed, String alphabet, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int at = random.nextInt(Math.max(1, text.length() - 1));
            char letter = alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, letter);
                case 1 -> text.insert(at, letter);
                case 2 -> text.delete(at, at + 1 + random.nextInt(2)).append(' ');
                case 3 -> {
                    int to = Math.min(text.length(), at + random.nextInt(20));
                    text.insert(random.nextInt(text.length()), text.substring(at, to));
                }
                default -> text.setLength(Math.max(1, at));
            }
        }
        return utf8(text.toString());
    }

    @Test
    void nothingIsAllocated() {
        byte[] wav = new byte[24_000];
        new Random(SEED).nextBytes(wav);
        byte[] text = utf8(message(wav));
        int times = 2_000;

        assertThat(Allocation.bytesOf(times, () -> scanner.scan(text, text.length)) / times)
                .isZero();
        assertThat(scanned(text).lengthBytes()).isEqualTo(wav.length);
    }

    private AudioOutput scanned(byte[] text) {
        AudioOutput audio = scanner.scan(text, text.length);
        if (audio == null) {
            throw new AssertionError("left to the parser: " + new String(text, StandardCharsets.UTF_8));
        }
        return audio;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String message(byte[] wav) {
        return "{\"type\":\"audio_output\",\"id\":\"1f32aed9948045578e0c1756ccc23fa6\",\"index\":3,\"data\":\""
                + Base64.getEncoder().encodeToString(wav) + "\"}";
    }
}
