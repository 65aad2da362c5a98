package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Honest files of every kind. */
class WavReaderTest {

    private static final int[] SAMPLES = {0, 256, -256, 12_800, -12_800, 32_512, -32_768};

    private final WavReader reader = new WavReader();

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void integersOfAnySizeComeOutOnTheSameScale(int bits) {
        byte[] file = new WavFiles()
                .format(WavFiles.PCM, 1, 24_000, bits)
                .chunk("data", integers(bits))
                .toBytes();

        assertThat(samplesOf(file)).containsExactly(floats(SAMPLES));
        assertThat(reader.sampleRateHz()).isEqualTo(24_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32})
    void extensibleFilesAreReadByWhatTheyExtend(int bits) {
        byte[] file = new WavFiles()
                .extensible(WavFiles.PCM, 1, 48_000, bits)
                .chunk("data", integers(bits))
                .toBytes();

        assertThat(samplesOf(file)).containsExactly(floats(SAMPLES));
        assertThat(reader.sampleRateHz()).isEqualTo(48_000);
    }

    @Test
    void fullPrecisionOfLongerSamplesIsKept() {
        byte[] threeBytes = {1, 2, 3};
        byte[] file24 = new WavFiles()
                .format(WavFiles.PCM, 1, 8_000, 24)
                .chunk("data", threeBytes)
                .toBytes();
        assertThat(samplesOf(file24)).containsExactly(0x030201 / 256f);

        byte[] fourBytes = {0, 1, 2, (byte) 0xFD};
        byte[] file32 = new WavFiles()
                .format(WavFiles.PCM, 1, 8_000, 32)
                .chunk("data", fourBytes)
                .toBytes();
        assertThat(samplesOf(file32)).containsExactly(0xFD020100 / 65_536f);
    }

    @Test
    void floatsAreScaledAndClippedAndNeverNaN() {
        float[] written = {0, 0.5f, -0.5f, 1, -1, 1.5f, -1.5f, Float.NaN, Float.POSITIVE_INFINITY, -1e30f};
        ByteBuffer body = ByteBuffer.allocate(4 * written.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : written) {
            body.putFloat(sample);
        }
        byte[] file = new WavFiles()
                .format(WavFiles.IEEE_FLOAT, 1, 24_000, 32)
                .chunk("data", body.array())
                .toBytes();

        assertThat(samplesOf(file))
                .containsExactly(0, 16_384, -16_384, 32_768, -32_768, 32_768, -32_768, 0, 32_768, -32_768);
    }

    @Test
    void muLawIsDecoded() {
        byte[] file = new WavFiles()
                .format(WavFiles.MU_LAW, 1, 8_000, 8)
                .chunk("data", new byte[] {0, (byte) 0x80, (byte) 0xFF, 0x7F, (byte) 0xFE})
                .toBytes();

        assertThat(samplesOf(file)).containsExactly(-32_124, 32_124, 0, 0, 8);
    }

    // Landmarks of G.711's A-law on the 16-bit scale.
    @ParameterizedTest
    @CsvSource({"0xD5, 8", "0x55, -8", "0xAA, 32256", "0x2A, -32256", "0xC5, 264", "0xF5, 528", "0x80, 5504"})
    void aLawIsDecoded(int code, int sample) {
        byte[] file = new WavFiles()
                .format(WavFiles.A_LAW, 1, 8_000, 8)
                .chunk("data", new byte[] {(byte) code, 0})
                .toBytes();

        assertThat(samplesOf(file)[0]).isEqualTo(sample);
    }

    @Test
    void twoChannelsAreMixed() {
        byte[] file = new WavFiles()
                .format(WavFiles.PCM, 2, 44_100, 16)
                .chunk("data", WavFiles.pcm16(new float[] {1_000, 3_000, -500, 500, 32_767, 32_767}, 0, 6))
                .toBytes();

        assertThat(samplesOf(file)).containsExactly(2_000, 0, 32_767);
    }

    @Test
    void otherChunksBeforeAndBetweenAreSteppedOver() {
        byte[] file = new WavFiles()
                .chunk("junk", new byte[] {1, 2, 3})
                .format(WavFiles.PCM, 1, 16_000, 16)
                .chunk("LIST", new byte[26])
                .chunk("fact", new byte[4])
                .chunk("data", integers(16))
                .chunk("LIST", new byte[] {'d', 'a', 't', 'a', 5})
                .toBytes();

        assertThat(samplesOf(file)).containsExactly(floats(SAMPLES));
    }

    @Test
    void aPartCanBeRead() {
        byte[] file = new WavFiles()
                .format(WavFiles.PCM, 2, 16_000, 16)
                .chunk("data", WavFiles.pcm16(new float[] {1, 3, 5, 7, 9, 11, 13, 15}, 0, 8))
                .toBytes();
        reader.open(file, file.length);

        var part = new float[3];
        reader.read(1, 2, part);

        assertThat(part).containsExactly(6, 10, 0);
    }

    @Test
    void onlyTheGivenLengthIsRead() {
        byte[] file = new WavFiles()
                .format(WavFiles.PCM, 1, 16_000, 16)
                .chunk("data", integers(16))
                .toBytes();

        assertThat(reader.open(Arrays.copyOf(file, 10_000), file.length - 4)).isNull();
        assertThat(reader.frames()).isEqualTo(SAMPLES.length - 2);
    }

    @Test
    void oneReaderReadsOneFileAfterAnother() {
        byte[] first = WavFiles.linear16(new float[] {1, 2, 3}, 0, 3, 24_000);
        byte[] second = WavFiles.linear16(new float[] {4}, 0, 1, 48_000);

        assertThat(samplesOf(first)).containsExactly(1, 2, 3);
        assertThat(samplesOf(second)).containsExactly(4);
        assertThat(reader.sampleRateHz()).isEqualTo(48_000);
    }

    private float[] samplesOf(byte[] file) {
        assertThat(reader.open(file, file.length)).isNull();
        var samples = new float[reader.frames()];
        reader.read(0, samples.length, samples);
        return samples;
    }

    private static byte[] integers(int bits) {
        ByteBuffer body = ByteBuffer.allocate(SAMPLES.length * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample : SAMPLES) {
            switch (bits) {
                case 8 -> body.put((byte) ((sample >> 8) + 128));
                case 16 -> body.putShort((short) sample);
                case 24 -> body.put((byte) 0).putShort((short) sample);
                default -> body.putInt(sample << 16);
            }
        }
        return body.array();
    }

    private static float[] floats(int[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return floats;
    }
}
