package dev.trunkline.speech.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.testing.Recorder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tone of 440 Hz and half the scale, in every way that endpoints and programs send it. */
class SoundOfAnswersTest {

    private static final int RATE_HZ = 24_000;
    private static final int MILLIS = 500;

    private final SoundAnswer answers = new SoundAnswer(SoundDecoder.NONE, RATE_HZ);

    @ParameterizedTest
    @CsvSource({
        "1,8,8000",
        "1,16,16000",
        "1,24,44100",
        "1,32,48000",
        "3,32,22050",
        "3,64,24000",
        "6,8,8000",
        "7,8,8000",
        "1,16,22255",
        "1,16,88200",
        "1,16,192000"
    })
    void wavFilesOfEveryEncodingAndRate(int code, int bits, int rateHz) {
        assertTone(answers.read(wav(code, bits, rateHz, false, -1), "audio/wav"));
        assertTone(answers.read(wav(code, bits, rateHz, true, 0), "application/octet-stream"));
    }

    @Test
    void severalFilesOneAfterTheOtherAreOneSound() {
        byte[] file = wav(1, 16, 24_000, false, 24_000 * MILLIS / 1_000 * 2);
        byte[] endless = wav(1, 16, 24_000, false, -1);

        assertThat(answers.read(joined(file, file), "audio/wav").durationMillis())
                .isEqualTo(2 * MILLIS);
        assertThat(answers.read(joined(endless, endless, endless), "").durationMillis())
                .isEqualTo(3 * MILLIS);
    }

    @ParameterizedTest
    @CsvSource({
        "audio/pcm;rate=16000,16000",
        "'audio/L16; rate=\"8000\"; channels=1',8000",
        "audio/pcm,24000",
        "'',24000"
    })
    void bareSamplesHaveTheRateThatIsSaid(String type, int rateHz) {
        byte[] samples = encoded(1, 16, rateHz);

        assertTone(answers.read(samples, type));
        assertTone(answers.read(Arrays.copyOf(samples, samples.length - 1), type));
    }

    @Test
    void networkOrderIsNoticed() {
        byte[] samples = encoded(1, 16, 16_000);
        for (int i = 0; i + 1 < samples.length; i += 2) {
            byte low = samples[i];
            samples[i] = samples[i + 1];
            samples[i + 1] = low;
        }

        assertTone(answers.read(samples, "audio/L16;rate=16000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audio/basic", "audio/PCMU", "audio/x-mulaw;rate=8000"})
    void telephoneSamplesAreCompanded(String type) {
        assertTone(answers.read(encoded(7, 8, 8_000), type));
    }

    @ParameterizedTest
    @CsvSource({"ID3,MP3", "OggS,Ogg", "fLaC,FLAC", "'\\0\\0\\0\\34ftypM4A',MP4", "#!AMR,AMR"})
    void compressedSoundIsNamedWhenNobodyDecodesIt(String magic, String name) {
        byte[] file = Arrays.copyOf(magic.translateEscapes().getBytes(StandardCharsets.ISO_8859_1), 200);

        assertThatThrownBy(() -> answers.read(file, "audio/pcm"))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("ffmpeg");
    }

    @Test
    void wordsAreNotPlayed() {
        assertThatThrownBy(() -> answers.read("<html>Bad gateway</html>".getBytes(StandardCharsets.UTF_8), "text/html"))
                .isInstanceOf(SpeechFailedException.class);
    }

    private static void assertTone(Speech speech) {
        assertThat(speech.sampleRateHz()).isEqualTo(RATE_HZ);
        assertThat(speech.durationMillis()).isBetween(MILLIS - 10L, MILLIS + 10L);
        int peak = 0;
        for (int i = 1; i < speech.samples().length; i++) {
            peak = Math.max(peak, Math.abs(speech.samples()[i]));
        }
        assertThat(Recorder.crossings(speech.samples())).isBetween(217, 224);
        assertThat(peak).isBetween(15_000, 19_000);
    }

    private static byte[] wav(int code, int bits, int rateHz, boolean extensible, int claimedBytes) {
        byte[] data = encoded(code, bits, rateHz);
        ByteBuffer file = ByteBuffer.allocate(200 + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(claimedBytes).put(ascii("WAVE"));
        file.put(ascii("JUNK")).putInt(7).put(new byte[8]);
        file.put(ascii("fmt ")).putInt(extensible ? 40 : 16);
        file.putShort((short) (extensible ? 0xFFFE : code)).putShort((short) 1).putInt(rateHz);
        file.putInt(rateHz * bits / 8).putShort((short) (bits / 8)).putShort((short) bits);
        if (extensible) {
            file.putShort((short) 22)
                    .putShort((short) bits)
                    .putInt(4)
                    .putShort((short) code)
                    .put(new byte[14]);
        }
        file.put(ascii("data")).putInt(claimedBytes).put(data);
        return Arrays.copyOf(file.array(), file.position());
    }

    private static byte[] encoded(int code, int bits, int rateHz) {
        int count = rateHz * MILLIS / 1_000;
        ByteBuffer bytes = ByteBuffer.allocate(count * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double amplitude = 0.5 * Math.sin(2 * Math.PI * 440 * i / rateHz);
            switch (code * 100 + bits) {
                case 108 -> bytes.put((byte) Math.round(128 + 127 * amplitude));
                case 116 -> bytes.putShort((short) Math.round(32_767 * amplitude));
                case 124 -> {
                    int value = (int) Math.round(8_388_607 * amplitude);
                    bytes.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
                }
                case 132 -> bytes.putInt((int) Math.round(2_147_483_647L * amplitude));
                case 332 -> bytes.putFloat((float) amplitude);
                case 364 -> bytes.putDouble(amplitude);
                case 608, 708 ->
                    bytes.put(nearest(code == 6 ? SampleEncoding.A_LAW : SampleEncoding.MU_LAW, 32_767 * amplitude));
                default -> throw new IllegalArgumentException();
            }
        }
        return bytes.array();
    }

    private static byte nearest(SampleEncoding encoding, double sample) {
        int best = 0;
        for (int value = 0; value < 256; value++) {
            byte[] one = {(byte) value};
            byte[] sofar = {(byte) best};
            if (Math.abs(encoding.at(one, 0) - sample) < Math.abs(encoding.at(sofar, 0) - sample)) {
                best = value;
            }
        }
        return (byte) best;
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
