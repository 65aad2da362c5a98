package dev.trunkline.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.speaking.SoundSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundFormatsIT {

    @ParameterizedTest
    @ValueSource(ints = {24_000, 48_000})
    void everyChunkIsAWholeWavFile(int sampleRateHz) {
        EngineSettings settings = TestEngine.SETTINGS
                .withSound(new SoundSettings(sampleRateHz, 200))
                .withGreeting("Hello there.");
        ChatScene scene = new ChatScene(settings);
        List<JsonNode> chunks = scene.connect().until("assistant_end").stream()
                .filter(m -> EviClient.type(m).equals("audio_output"))
                .toList();

        assertThat(chunks).hasSize(2);
        for (JsonNode chunk : chunks) {
            byte[] wav = Base64.getDecoder().decode(chunk.path("data").asText());
            ByteBuffer header = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(tag(wav, 0) + tag(wav, 8) + tag(wav, 12) + tag(wav, 36)).isEqualTo("RIFFWAVEfmt data");
            assertThat(header.getInt(4)).isEqualTo(wav.length - 8);
            assertThat(header.getInt(16)).isEqualTo(16);
            assertThat(header.getShort(20)).isEqualTo((short) 1);
            assertThat(header.getShort(22)).isEqualTo((short) 1);
            assertThat(header.getInt(24)).isEqualTo(sampleRateHz);
            assertThat(header.getInt(28)).isEqualTo(2 * sampleRateHz);
            assertThat(header.getShort(32)).isEqualTo((short) 2);
            assertThat(header.getShort(34)).isEqualTo((short) 16);
            assertThat(header.getInt(40)).isEqualTo(wav.length - 44);
        }
    }

    @Test
    void toneOfTheVoiceArrivesAtItsPitch() {
        EngineSettings settings = TestEngine.SETTINGS.withGreeting("Hello there and welcome");
        ChatScene scene = new ChatScene(settings);
        JsonNode chunk = scene.connect().await("audio_output");

        byte[] wav = Base64.getDecoder().decode(chunk.path("data").asText());
        assertThat(crossings(wav, 44) * 96_000.0 / (wav.length - 44)).isBetween(435.0, 445.0);
    }

    @ParameterizedTest
    @CsvSource({"8000,1", "16000,1", "44100,2", "48000,1", "22050,1"})
    void anyDeclaredRateIsHeard(int sampleRateHz, int channels) {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect("?session_settings[audio][encoding]=linear16"
                + "&session_settings[audio][sample_rate]=" + sampleRateHz + "&session_settings[audio][channels]="
                + channels);
        scene.ears().willHear("hello");

        byte[] sound = pcm(sampleRateHz, channels, 600, 700);
        int chunk = sampleRateHz / 50 * 2 * channels + 1; // an odd size: samples are cut in two
        for (int at = 0; at < sound.length; at += chunk) {
            client.send(Arrays.copyOfRange(sound, at, Math.min(sound.length, at + chunk)));
        }

        client.await("user_message");
        byte[] heard = bytes(scene.ears().utterances().element().samples());
        double seconds = 0.6;
        assertThat(crossings(heard, 0) / seconds).isBetween(290.0, 310.0);
    }

    @Test
    void wavFileDescribesItself() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect();
        scene.ears().willHear("hello");
        byte[] pcm = pcm(16_000, 1, 600, 700);
        ByteBuffer wav = ByteBuffer.allocate(44 + pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(-1);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1);
        wav.putInt(16_000).putInt(32_000).putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(-1).put(pcm);

        client.send(wav.array());

        assertThat(client.await("user_message").at("/message/content").asText()).isEqualTo("hello");
    }

    @Test
    void wavFileThatLiesEndsTheChat() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect();

        client.send("RIFF____WAVEdata\uFFFF\uFFFF".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(client.await("error").path("code").asText()).isEqualTo("I0116");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    private static byte[] pcm(int sampleRateHz, int channels, int speechMillis, int silenceMillis) {
        int speech = sampleRateHz * speechMillis / 1_000;
        short[] samples = new short[(speech + sampleRateHz * silenceMillis / 1_000) * channels];
        for (int i = 0; i < speech * channels; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * 300 * Math.floorDiv(i, channels) / sampleRateHz));
        }
        return bytes(samples);
    }

    private static byte[] bytes(short[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        return bytes.array();
    }

    /** How often the sound crosses zero upwards, loud enough to be no rounding. */
    private static int crossings(byte[] pcm, int offset) {
        int crossings = 0;
        boolean below = false;
        for (int at = offset; at + 1 < pcm.length; at += 2) {
            short sample = (short) ((pcm[at] & 0xFF) | (pcm[at + 1] << 8));
            if (sample < -1_000) {
                below = true;
            } else if (sample > 1_000 && below) {
                below = false;
                crossings++;
            }
        }
        return crossings;
    }

    private static String tag(byte[] wav, int at) {
        return new String(wav, at, 4, StandardCharsets.US_ASCII);
    }
}
