package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.hearing.AudioInputDecoder.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WAV files that come in pieces, and WAV headers that lie. */
class WavPiecesTest {

    private static final int SAMPLES = 800;
    private static final byte[] NO_CHUNK = {};

    private final List<Short> heard = new ArrayList<>();
    private final AudioInputDecoder sound = new AudioInputDecoder(samples -> {
        for (short sample : samples) {
            heard.add(sample);
        }
    });

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 11, 13, 43, 45, 47, 1_000})
    void theHeaderMayBeCutAnywhere(int messageBytes) {
        byte[] file = wav(1, 8_000, 16, NO_CHUNK, 2 * SAMPLES);

        for (int at = 0; at < file.length; at += messageBytes) {
            assertThat(sound.accept(Arrays.copyOfRange(file, at, Math.min(file.length, at + messageBytes))))
                    .isEqualTo(Verdict.ACCEPTED);
        }

        assertAllIsHeard();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x7FFFF000, 2 * SAMPLES})
    void streamsDoNotKnowTheirLength(int dataBytes) {
        sound.accept(wav(1, 8_000, 16, NO_CHUNK, dataBytes));

        assertAllIsHeard();
    }

    @Test
    void otherChunksAreSkipped() {
        sound.accept(wav(1, 8_000, 16, chunk("LIST", 31), 0));

        assertAllIsHeard();
    }

    @Test
    void aSecondFileBeginsOnAWholeSample() {
        byte[] odd = Webm.concat(wav(1, 8_000, 16, NO_CHUNK, 0), new byte[] {7});
        sound.accept(odd);
        heard.clear();

        sound.accept(wav(1, 8_000, 16, NO_CHUNK, 0));

        assertAllIsHeard();
    }

    @Test
    void soundGoesOnAfterAHeaderThatSaysTooLittle() {
        byte[] file = wav(1, 8_000, 16, NO_CHUNK, 320);
        sound.accept(Arrays.copyOf(file, 44 + 320));
        sound.accept(Arrays.copyOfRange(file, 44 + 320, file.length));

        assertAllIsHeard();
    }

    @Test
    void whatCannotBeHeardIsRefused() {
        assertRefused(wav(0, 8_000, 16, NO_CHUNK, 0));
        assertRefused(wav(9, 8_000, 16, NO_CHUNK, 0));
        assertRefused(wav(1, 0, 16, NO_CHUNK, 0));
        assertRefused(wav(1, 8_001, 16, NO_CHUNK, 0));
        assertRefused(wav(1, -8_000, 16, NO_CHUNK, 0));
        assertRefused(wav(1, 8_000, 12, NO_CHUNK, 0));
        assertRefused(wav(1, 8_000, 16, chunkHead("LIST", -1), 0));
        assertRefused(wav(1, 8_000, 16, chunkHead("LIST", 100_000), 0));
        assertRefused(Webm.concat(ascii("RIFF____WAVE"), chunk("data", 1_000)));
        assertRefused(Webm.concat(ascii("RIFF____WAVE"), chunk("fmt ", 8), chunk("data", 1_000)));
    }

    @Test
    void chunksWithoutEndAreRefused() {
        byte[] small = chunk("JUNK", 1_000);
        Verdict verdict = sound.accept(ascii("RIFF____WAVE"));
        for (int i = 0; i < 100 && verdict == Verdict.ACCEPTED; i++) {
            verdict = sound.accept(small);
        }

        assertThat(verdict).isEqualTo(Verdict.UNKNOWN_FORMAT);
    }

    @Test
    void aMessageMayNotHoldMoreThanTenSeconds() {
        byte[] header = Arrays.copyOf(wav(1, 8_000, 16, NO_CHUNK, 0), 44);

        assertThat(sound.accept(Webm.concat(header, new byte[2 * 8_000 * 10 + 2])))
                .isEqualTo(Verdict.TOO_LONG);
    }

    @Test
    void noHeaderBreaksIt() {
        Random random = new Random(33);
        for (int round = 0; round < 20_000; round++) {
            byte[] file = wav(1, 8_000, 16, chunk("LIST", 6), 0);
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                file[12 + random.nextInt(50)] = (byte) random.nextInt(256);
            }
            int cut = random.nextInt(60);
            AudioInputDecoder one = new AudioInputDecoder(frame -> {});

            one.accept(Arrays.copyOf(file, cut));
            assertThat(one.accept(Arrays.copyOfRange(file, cut, file.length))).isNotNull();
        }
    }

    private static void assertRefused(byte[] file) {
        assertThat(new AudioInputDecoder(frame -> {}).accept(file)).isEqualTo(Verdict.UNKNOWN_FORMAT);
    }

    private void assertAllIsHeard() {
        assertThat(heard).hasSize(SAMPLES);
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(heard.get(i)).isEqualTo((short) (i * 40));
        }
    }

    private static byte[] wav(int channels, int rateHz, int bits, byte[] chunkBetween, int dataBytes) {
        ByteBuffer format = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        format.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels);
        format.putInt(rateHz).putInt(2 * rateHz).putShort((short) 2).putShort((short) bits);
        ByteBuffer samples = ByteBuffer.allocate(2 * SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SAMPLES; i++) {
            samples.putShort((short) (i * 40));
        }
        return Webm.concat(
                ascii("RIFF____WAVE"), format.array(), chunkBetween, chunkHead("data", dataBytes), samples.array());
    }

    private static byte[] chunk(String tag, int sizeBytes) {
        return Webm.concat(chunkHead(tag, sizeBytes), new byte[sizeBytes + (sizeBytes & 1)]);
    }

    private static byte[] chunkHead(String tag, int sizeBytes) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii(tag))
                .putInt(sizeBytes)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
