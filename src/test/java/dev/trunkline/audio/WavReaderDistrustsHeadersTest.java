package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie: a short word or a clipped read, never an exception. */
class WavReaderDistrustsHeadersTest {

    private static final Set<String> PROBLEMS = Set.of(
            "not_wav", "wav_without_format", "wav_truncated", "wav_without_data", "wav_bad_format", "wav_unsupported");

    private final WavReader reader = new WavReader();

    @Test
    void whatIsNoWavIsRefused() {
        assertThat(problemOf(new byte[0])).isEqualTo("not_wav");
        assertThat(problemOf(new byte[11])).isEqualTo("not_wav");
        assertThat(problemOf(new byte[100])).isEqualTo("not_wav");
        byte[] mp3 = {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThat(problemOf(mp3)).isEqualTo("not_wav");
        byte[] avi = honest();
        avi[8] = 'A';
        assertThat(problemOf(avi)).isEqualTo("not_wav");
        byte[] rifx = honest();
        rifx[3] = 'X';
        assertThat(problemOf(rifx)).isEqualTo("not_wav");
    }

    @Test
    void everyShorteningIsRefusedOrReadAsFarAsItGoes() {
        byte[] whole = honest();
        for (int length = 0; length < whole.length; length++) {
            String problem = problemOf(Arrays.copyOf(whole, length));
            if (length < 44) {
                assertThat(problem).as("cut to %d", length).isIn(PROBLEMS);
            } else {
                assertThat(problem).as("cut to %d", length).isNull();
                assertThat(reader.frames()).isEqualTo((length - 44) / 2);
            }
        }
    }

    @Test
    void dataBeforeItsFormatIsRefused() {
        byte[] file = new WavFiles()
                .chunk("data", new byte[20])
                .format(WavFiles.PCM, 1, 24_000, 16)
                .toBytes();

        assertThat(problemOf(file)).isEqualTo("wav_without_format");
    }

    @Test
    void aFileWithoutDataIsRefused() {
        assertThat(problemOf(new WavFiles().toBytes())).isEqualTo("wav_without_data");
        assertThat(problemOf(new WavFiles()
                        .format(WavFiles.PCM, 1, 24_000, 16)
                        .chunk("LIST", new byte[8])
                        .toBytes()))
                .isEqualTo("wav_without_data");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7FFF_FFF8, 21, 1_000})
    void aWrongSizeOfDataMeansAllThereIs(int declaredBytes) {
        byte[] file = new WavFiles()
                .format(WavFiles.PCM, 1, 24_000, 16)
                .lyingChunk("data", declaredBytes, new byte[20])
                .toBytes();

        assertThat(problemOf(file)).isNull();
        assertThat(reader.frames()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 1", "19, 9"})
    void aHalfSampleAtTheEndIsLeftOut(int dataBytes, int frames) {
        byte[] file = new WavFiles()
                .format(WavFiles.PCM, 1, 24_000, 16)
                .lyingChunk("data", dataBytes, new byte[dataBytes])
                .toBytes();

        assertThat(problemOf(file)).isNull();
        assertThat(reader.frames()).isEqualTo(frames);
    }

    @Test
    void anEmptySoundIsASound() {
        byte[] file = new WavFiles()
                .format(WavFiles.PCM, 1, 24_000, 16)
                .chunk("data", new byte[0])
                .toBytes();

        assertThat(problemOf(file)).isNull();
        assertThat(reader.frames()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 24000, 16, wav_bad_format",
        "1, 9, 24000, 16, wav_bad_format",
        "1, 65535, 24000, 16, wav_bad_format",
        "1, 1, 0, 16, wav_bad_format",
        "1, 1, 3999, 16, wav_bad_format",
        "1, 1, -1294967296, 16, wav_bad_format", // 3 GHz
        "1, 1, 23999, 16, wav_unsupported",
        "1, 1, 191999, 16, wav_unsupported",
        "1, 1, 24000, 0, wav_unsupported",
        "1, 1, 24000, 12, wav_unsupported",
        "1, 1, 24000, 64, wav_unsupported",
        "3, 1, 24000, 16, wav_unsupported",
        "7, 1, 24000, 16, wav_unsupported",
        "85, 1, 24000, 16, wav_unsupported", // MP3 in a WAV file
        "0, 1, 24000, 16, wav_unsupported"
    })
    void formatsThatCannotBeSoundAreRefused(int encoding, int channels, int rateHz, int bits, String problem) {
        byte[] file = new WavFiles()
                .format(encoding, channels, rateHz, bits)
                .chunk("data", new byte[20])
                .toBytes();

        assertThat(problemOf(file)).isEqualTo(problem);
        assertThat(reader.frames()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15})
    void aFormatThatIsTooShortIsRefused(int bytes) {
        byte[] file = new WavFiles()
                .chunk("fmt ", new byte[bytes])
                .chunk("data", new byte[20])
                .toBytes();

        assertThat(problemOf(file)).isEqualTo("wav_bad_format");
    }

    @Test
    void anExtensibleFormatWithoutItsExtensionIsRefused() {
        byte[] file = new WavFiles()
                .format(WavFiles.EXTENSIBLE, 1, 24_000, 16)
                .chunk("data", new byte[20])
                .toBytes();

        assertThat(problemOf(file)).isEqualTo("wav_bad_format");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MAX_VALUE, 1_000})
    void aChunkThatReachesBeyondTheEndIsRefused(int declaredBytes) {
        byte[] before = new WavFiles()
                .lyingChunk("LIST", declaredBytes, new byte[4])
                .format(WavFiles.PCM, 1, 24_000, 16)
                .toBytes();
        assertThat(problemOf(before)).isEqualTo("wav_truncated");

        byte[] format = new WavFiles()
                .lyingChunk("fmt ", declaredBytes, WavFiles.formatBody(WavFiles.PCM, 1, 24_000, 16))
                .chunk("data", new byte[20])
                .toBytes();
        assertThat(problemOf(format)).isEqualTo("wav_truncated");
    }

    @Test
    void blockAlignAndByteRateAreNotBelieved() {
        byte[] file = honest();
        Arrays.fill(file, 28, 34, (byte) 0xFF);

        assertThat(problemOf(file)).isNull();
        assertThat(reader.frames()).isEqualTo(10);
    }

    @Test
    void afterALieTheNextHonestFileIsRead() {
        problemOf(new WavFiles().format(99, 0, 0, 0).toBytes());

        assertThat(problemOf(honest())).isNull();
        assertThat(reader.frames()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noMutationThrowsOrReadsWhatIsNotThere(long seed) {
        var random = new Random(seed);
        List<byte[]> corpus = corpus();
        int readable = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] file = mutate(corpus.get(random.nextInt(corpus.size())), random);
            String problem = problemOf(file);
            if (problem == null) {
                readable++;
                assertThat(samplesAreSane()).as("mutation %d", i).isTrue();
            } else {
                assertThat(PROBLEMS).contains(problem);
            }
        }
        assertThat(readable).as("mutations that went through the header").isGreaterThan(1_000);
    }

    /** An access beyond the array would throw; a sample beyond 16 bits would be a wrong decoder. */
    private boolean samplesAreSane() {
        var samples = new float[reader.frames()];
        reader.read(0, samples.length, samples);
        for (float sample : samples) {
            if (!(Math.abs(sample) <= 32_768)) {
                return false;
            }
        }
        return reader.sampleRateHz() >= 8_000;
    }

    private @Nullable String problemOf(byte[] file) {
        return reader.open(file, file.length);
    }

    private static byte[] honest() {
        return WavFiles.linear16(new float[10], 0, 10, 24_000);
    }

    private static List<byte[]> corpus() {
        var corpus = new ArrayList<byte[]>();
        byte[] body = new byte[48];
        new Random(9).nextBytes(body);
        for (int bits : new int[] {8, 16, 24, 32}) {
            corpus.add(new WavFiles()
                    .format(WavFiles.PCM, 2, 24_000, bits)
                    .chunk("data", body)
                    .toBytes());
        }
        corpus.add(new WavFiles()
                .chunk("junk", new byte[3])
                .extensible(WavFiles.IEEE_FLOAT, 1, 48_000, 32)
                .chunk("LIST", new byte[5])
                .chunk("data", body)
                .toBytes());
        corpus.add(new WavFiles()
                .format(WavFiles.MU_LAW, 1, 8_000, 8)
                .chunk("data", body)
                .toBytes());
        corpus.add(new WavFiles()
                .format(WavFiles.A_LAW, 1, 8_000, 8)
                .chunk("data", body)
                .toBytes());
        return corpus;
    }

    /** A few bytes changed, with a liking for extremes; sometimes cut. */
    private static byte[] mutate(byte[] original, Random random) {
        byte[] file = original.clone();
        byte[] extremes = {0, 1, -1, 127, -128, 2, 3};
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(64, file.length) : file.length);
            int run = random.nextInt(4) == 0 ? 4 : 1;
            byte value = random.nextBoolean() ? extremes[random.nextInt(extremes.length)] : (byte) random.nextInt();
            Arrays.fill(file, at, Math.min(file.length, at + run), value);
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }
}
