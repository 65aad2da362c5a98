package dev.trunkline.engine.speaking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.speech.file.WavFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A filler that can stop between its words, and the noise after it. */
class SoundToWaitByTest {

    private static final int RATE_HZ = 8_000;

    @Test
    void aSentenceIsCutWhereItIsQuietAndNothingOfItIsLost() {
        short[] sentence = words(400, 60, 500, 80, 300);

        List<CachedSynthesizer.Chunk> pieces = Stops.between(spoken(sentence, 500), RATE_HZ);

        assertThat(pieces).hasSize(3);
        assertThat(samples(pieces)).isEqualTo(sentence);
        assertThat(millis(pieces.get(0))).isBetween(400.0, 460.0);
        assertThat(millis(pieces.get(0)) + millis(pieces.get(1))).isBetween(960.0, 1_040.0);
    }

    @Test
    void aWordIsNotCut() {
        short[] sentence = words(900);

        assertThat(Stops.between(spoken(sentence, 500), RATE_HZ)).hasSize(1);
    }

    @Test
    void noiseIsAsLoudAsWantedAndGoesOnWithoutASeam() {
        ComfortNoise noise = new ComfortNoise(RATE_HZ, -42);
        short[] twice = new short[2 * 40 * 800];
        for (int i = 0; i < 80; i++) {
            short[] piece = samples(List.of(noise.chunk(i + 40)));
            System.arraycopy(piece, 0, twice, i * 800, piece.length);
        }

        double energy = 0;
        int steepest = 0;
        int atSeam = Math.abs(twice[40 * 800] - twice[40 * 800 - 1]);
        for (int i = 1; i < twice.length; i++) {
            energy += (double) twice[i] * twice[i];
            steepest = Math.max(steepest, i == 40 * 800 ? 0 : Math.abs(twice[i] - twice[i - 1]));
        }
        assertThat(20 * Math.log10(Math.sqrt(energy / twice.length) / 32_768)).isCloseTo(-42, within(0.5));
        assertThat(atSeam).isLessThanOrEqualTo(steepest);
        assertThat(Math.abs(samples(List.of(noise.chunk(0)))[0])).isZero();
    }

    /** A tone, a pause, a tone, of so many ms each. */
    private static short[] words(int... millis) {
        int total = 0;
        for (int each : millis) {
            total += each;
        }
        short[] samples = new short[total * RATE_HZ / 1_000];
        int at = 0;
        for (int part = 0; part < millis.length; part++) {
            for (int i = 0; i < millis[part] * RATE_HZ / 1_000; i++, at++) {
                samples[at] = part % 2 == 0 ? (short) (8_000 * Math.sin(2 * Math.PI * 200 * at / RATE_HZ)) : 0;
            }
        }
        return samples;
    }

    private static CachedSynthesizer.Spoken spoken(short[] samples, int chunkMillis) {
        int step = chunkMillis * RATE_HZ / 1_000;
        List<CachedSynthesizer.Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < samples.length; from += step) {
            int length = Math.min(step, samples.length - from);
            chunks.add(new CachedSynthesizer.Chunk(
                    Base64.getEncoder().encodeToString(WavFile.of(samples, from, length, RATE_HZ)),
                    length * 1_000_000_000L / RATE_HZ));
        }
        return new CachedSynthesizer.Spoken(chunks, Map.of());
    }

    private static double millis(CachedSynthesizer.Chunk piece) {
        return piece.durationNanos() / 1e6;
    }

    private static short[] samples(List<CachedSynthesizer.Chunk> pieces) {
        List<byte[]> wavs = pieces.stream()
                .map(piece -> Base64.getDecoder().decode(piece.base64()))
                .toList();
        short[] all =
                new short[wavs.stream().mapToInt(wav -> (wav.length - 44) / 2).sum()];
        int at = 0;
        for (byte[] wav : wavs) {
            ByteBuffer.wrap(wav, 44, wav.length - 44)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(all, at, (wav.length - 44) / 2);
            at += (wav.length - 44) / 2;
        }
        return all;
    }
}
