package dev.trunkline.engine.measurement;

import static dev.trunkline.engine.measurement.ServedModels.base64;
import static dev.trunkline.engine.measurement.ServedModels.message;
import static dev.trunkline.engine.measurement.ServedModels.sound;
import static dev.trunkline.engine.measurement.ServedModels.wav;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.expression.Voices;
import dev.trunkline.speech.Speech;
import dev.trunkline.testing.Exercises;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsRefusalIT {

    private static final String PROSODY = "{\"prosody\":{}}";
    private static final String LANGUAGE = "{\"language\":{}}";

    private ServedModels models;
    private ModelsClient client;

    @BeforeEach
    void connect() {
        models = new ServedModels();
        client = models.connect();
    }

    @AfterEach
    void everyErrorLeavesTheStreamUsable() {
        assertThat(client.ask(message("hello", LANGUAGE, "\"raw_text\":true"))
                        .path("language")
                        .path("predictions"))
                .hasSize(1);
        models.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "hello", "{}{}", "{\"data\":}", "[[[[[[[[[[[[[[[[[[[[[[[[[["})
    @Exercises({"models_error.error", "models_error.code"})
    void whatIsNoJsonIsE0100(String text) {
        assertError(client.ask(text), "E0100", "not valid JSON");
    }

    @Test
    void binaryFramesAreReadAsJsonToo() {
        assertError(client.send(wav(Voices.noise(8_000, 1))).next(), "E0100", "not valid JSON");
        assertThat(client.send("{\"job_details\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .next()
                        .has("job_details"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|JSON object",
                "{}|'models' is missing",
                "{'data':'aGk='}|'models' is missing",
                "{'data':'aGk=','models':{}}|'models' is empty",
                "{'data':'aGk=','models':{'prosody':null}}|'models' is empty",
                "{'models':{'prosody':{}}}|'data' is missing",
                "{'data':1,'models':{'prosody':{}}}|'data' must be text",
                "{'data':'aGk=','models':'prosody'}|'models' must be an object",
                "{'data':'aGk=','models':{'prosody':true}}|'models.prosody' must be an object",
                "{'data':'aGk=','models':{'smell':{}}}|not known",
                "{'data':'aGk=','models':{'language':{'granularity':'letter'}}}|'models.language.granularity' must be one of",
                "{'data':'aGk=','models':{'prosody':{'granularity':7}}}|'models.prosody.granularity' must be one of",
                "{'data':'aGk=','models':{'prosody':{'identify_speakers':'yes'}}}|'models.prosody.identify_speakers' must be true",
                "{'data':'aGk=','models':{'language':{'identify_speakers':1}}}|'models.language.identify_speakers' must be true",
                "{'data':'aGk=','models':{'language':{'sentiment':1}}}|'models.language.sentiment' must be an object",
                "{'data':'aGk=','models':{'burst':[]}}|'models.burst' must be an object",
                "{'data':'aGk=','models':{'language':{}},'raw_text':'true'}|'raw_text' must be true",
                "{'data':'aGk=','models':{'language':{}},'job_details':0}|'job_details' must be true",
                "{'data':'aGk=','models':{'language':{}},'reset_stream':{}}|'reset_stream' must be true",
                "{'data':'aGk=','models':{'language':{}},'payload_id':7}|'payload_id' must be text",
                "{'data':'aGk=','models':{'language':{}},'stream_window_ms':-1}|'stream_window_ms' must be a number",
                "{'data':'aGk=','models':{'language':{}},'stream_window_ms':'5'}|'stream_window_ms' must be a number"
            })
    @Exercises({"models_error.error", "models_error.code"})
    void wrongFieldIsE0101AndNamed(String message, String says) {
        assertError(client.ask(message.replace('\'', '"')), "E0101", says);
    }

    @Test
    @Exercises({
        "models_input.models.face.facs",
        "models_input.models.face.descriptions",
        "models_input.models.face.identify_faces",
        "models_input.models.face.fps_pred",
        "models_input.models.face.prob_threshold",
        "models_input.models.face.min_face_size",
        "models_input.models.face.save_faces",
        "models_success.face"
    })
    void facesAreReadAndRefused() {
        String face = "{\"face\":{\"facs\":{},\"descriptions\":{},\"identify_faces\":true,\"fps_pred\":3,"
                + "\"prob_threshold\":0.99,\"min_face_size\":60,\"save_faces\":false},\"prosody\":{}}";

        JsonNode answer = client.ask(sound(Voices.noise(8_000, 1), face, "\"payload_id\":\"f\""));

        assertError(answer, "E0102", "'face' is not available on this server");
        assertThat(answer.path("payload_id").asText()).isEqualTo("f");
        assertThat(answer.has("face")).isFalse();
        for (String wrong : new String[] {
            "facs\":1",
            "descriptions\":[]",
            "identify_faces\":1",
            "fps_pred\":\"3\"",
            "prob_threshold\":true",
            "min_face_size\":{}",
            "save_faces\":\"\""
        }) {
            String name = wrong.substring(0, wrong.indexOf('"'));
            assertError(
                    client.ask(message("aGk=", "{\"face\":{\"" + wrong + "}}")),
                    "E0101",
                    "'models.face." + name + "' must be");
        }
        assertError(client.ask(message("aGk=", "{\"facemesh\":{}}")), "E0102", "'facemesh' is not available");
    }

    @Test
    void modelsThatDoNotFitTheMediaAreE0102() {
        String png = Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});

        assertError(client.ask(message("hello", PROSODY, "\"raw_text\":true")), "E0102", "need audio");
        assertError(client.ask(message(base64("hello"), "{\"language\":{},\"burst\":{}}")), "E0102", "need audio");
        assertError(client.ask(message(png, PROSODY)), "E0102", "is an image");
        assertError(client.ask(message(png, LANGUAGE)), "E0102", "is an image");
    }

    @Test
    void unknownMediaIsE0200() {
        byte[] noise = new byte[2_000];
        new Random(5).nextBytes(noise);
        noise[0] = 1;

        assertError(client.ask(message(Base64.getEncoder().encodeToString(noise), PROSODY)), "E0200", "not known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello world!", "a", "====", "data:audio/wav;base64,!!"})
    void badBase64IsE0201(String data) {
        assertError(client.ask(message(data, PROSODY)), "E0201", "not valid base64");
    }

    @Test
    void mediaWithoutAudioThatCanBeHeardIsE0202() {
        byte[] wav = wav(Voices.noise(8_000, 1));
        byte[] twelveBit = wav.clone();
        twelveBit[34] = 12;

        assertError(ask(Arrays.copyOf(wav, 20)), "E0202", "16-bit PCM");
        assertError(ask(Arrays.copyOf(wav, 44)), "E0202", "holds no audio");
        assertError(ask(twelveBit), "E0202", "16-bit PCM");
        assertError(ask(new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, 1, 2}), "E0202", "16-bit PCM WAV"); // WebM
        assertError(ask(new byte[] {'O', 'g', 'g', 'S', 0, 2}), "E0202", "16-bit PCM WAV");
    }

    @Test
    void moreThanFiveSecondsIsE0203() {
        assertError(client.ask(sound(Voices.silence(8_000, 5_001), PROSODY)), "E0203", "this one has 5001");
        assertThat(client.ask(sound(Voices.silence(8_000, 5_000), PROSODY))
                        .path("code")
                        .asText())
                .isEqualTo("W0105");
    }

    @Test
    void moreThanTenThousandCharactersIsE0206() {
        assertError(
                client.ask(message("a".repeat(10_001), LANGUAGE, "\"raw_text\":true")), "E0206", "this one has 10001");
        assertError(client.ask(message(base64("a".repeat(10_001)), LANGUAGE)), "E0206", "10000 characters");
        assertThat(client.ask(message("\uD83D\uDE00".repeat(9_999) + "a", LANGUAGE, "\"raw_text\":true"))
                        .has("error"))
                .isFalse();
    }

    @Test
    void headersThatLieAboutLengthsAreNotBelieved() {
        byte[] wav = wav(new Speech(Voices.glide(150, 150, 1).samples(), 8_000));
        byte[] endless = wav.clone();
        Arrays.fill(endless, 4, 8, (byte) 0xFF);
        Arrays.fill(endless, 40, 44, (byte) 0xFF);
        byte[] empty = wav.clone();
        Arrays.fill(empty, 40, 44, (byte) 0);
        byte[] slow = wav.clone();
        Arrays.fill(slow, 24, 28, (byte) 0); // no samples a second
        byte[] manyChannels = wav.clone();
        manyChannels[22] = 0;

        assertThat(ask(endless).path("time").path("end").asInt()).isEqualTo(1_000);
        assertThat(ask(empty).path("prosody").path("predictions")).isNotEmpty();
        assertError(ask(slow), "E0202", "16-bit PCM");
        assertError(ask(manyChannels), "E0202", "16-bit PCM");
    }

    @Test
    void everyDamagedWavIsAnswered() {
        Random random = new Random(11);
        byte[] wav = wav(Voices.glide(150, 150, 0.1));
        for (int round = 0; round < 200; round++) {
            byte[] damaged = Arrays.copyOf(wav, random.nextInt(wav.length));
            for (int i = 0; i < 4 && damaged.length > 0; i++) {
                damaged[random.nextInt(Math.min(damaged.length, 60))] = (byte) random.nextInt();
            }
            JsonNode answer = ask(damaged);
            assertThat(answer.has("error") || answer.has("warning") || answer.has("prosody"))
                    .isTrue();
            assertThat(answer.path("code").asText()).isNotEqualTo("I0100");
        }
    }

    private JsonNode ask(byte[] data) {
        return client.ask(message(Base64.getEncoder().encodeToString(data), PROSODY));
    }

    private static void assertError(JsonNode answer, String code, String says) {
        assertThat(answer.path("code").asText()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.path("error").asText()).contains(says);
    }
}
