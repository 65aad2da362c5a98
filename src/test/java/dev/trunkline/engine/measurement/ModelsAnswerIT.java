package dev.trunkline.engine.measurement;

import static dev.trunkline.engine.measurement.ServedModels.base64;
import static dev.trunkline.engine.measurement.ServedModels.message;
import static dev.trunkline.engine.measurement.ServedModels.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.expression.Voices;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.tts.FreeTtsVoice;
import dev.trunkline.testing.Exercises;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsAnswerIT {

    private static Speech spoken; // about two seconds, 16 kHz
    private ServedModels models;
    private ModelsClient client;

    @BeforeAll
    static void speak() {
        spoken = new FreeTtsVoice().say("I have a question about my bill.");
    }

    @BeforeEach
    void connect() {
        models = new ServedModels();
        client = models.connect();
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    @Exercises({
        "WS /v0/stream/models",
        "models_input.data",
        "models_success.prosody",
        "models_success.time.begin",
        "models_success.time.end"
    })
    void soundHasProsody() {
        JsonNode answer = client.ask(sound(spoken, "{\"prosody\":{}}"));

        JsonNode predictions = answer.path("prosody").path("predictions");
        assertThat(predictions).hasSize(1);
        assertThat(names(predictions.get(0).path("emotions")))
                .hasSize(48)
                .isSorted()
                .contains("Joy", "Calmness");
        assertThat(scores(predictions.get(0).path("emotions"))).allMatch(score -> score >= 0 && score <= 1);
        assertThat(predictions.get(0).path("time").path("begin").asDouble()).isCloseTo(0.1, within(0.2));
        assertThat(predictions.get(0).path("time").path("end").asDouble())
                .isCloseTo(spoken.durationMillis() / 1_000.0, within(0.3));
        assertThat(answer.path("time").path("begin").asInt(-1)).isZero();
        assertThat(answer.path("time").path("end").asInt()).isCloseTo((int) spoken.durationMillis(), within(2));
        assertThat(answer.has("error")).isFalse();
        assertThat(answer.has("warning")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"word,3", "utterance,3", "sentence,2", "conversational_turn,1"})
    @Exercises({"models_input.models.prosody.granularity", "models_input.models.prosody.identify_speakers"})
    void prosodyIsCutAtPauses(String granularity, int pieces) {
        Speech voice = Voices.glide(140, 150, 0.2);
        Speech phrases = Voices.inARow(voice, Voices.silence(8_000, 400), voice, Voices.silence(8_000, 800), voice);

        JsonNode answer = client.ask(
                sound(phrases, "{\"prosody\":{\"granularity\":\"" + granularity + "\",\"identify_speakers\":true}}"));

        assertThat(answer.path("prosody").path("predictions")).hasSize(pieces);
    }

    @Test
    @Exercises({"models_input.raw_text", "models_success.language", "models_input.models.language.granularity"})
    void textHasLanguageForEveryWord() {
        JsonNode answer = client.ask(message("I \uD83D\uDE00 am not happy.", "{\"language\":{}}", "\"raw_text\":true"));

        JsonNode predictions = answer.path("language").path("predictions");
        assertThat(predictions.findValuesAsText("text")).containsExactly("I", "am", "not", "happy");
        assertThat(predictions.get(3).path("position").path("begin").asInt())
                .isEqualTo(11); // in characters, not in UTF-16
        assertThat(predictions.get(3).path("position").path("end").asInt()).isEqualTo(16);
        assertThat(names(predictions.get(3).path("emotions"))).hasSize(53).contains("Gratitude", "Sarcasm");
        assertThat(predictions.get(3).has("sentiment")).isFalse();
        assertThat(predictions.get(3).has("toxicity")).isFalse();
        assertThat(answer.has("time")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"word,9", "sentence,2", "utterance,2", "conversational_turn,1", "passage,1"})
    @Exercises({"models_input.models.language.granularity", "models_input.models.language.identify_speakers"})
    void textIsCutAsAsked(String granularity, int pieces) {
        String config = "{\"language\":{\"granularity\":\"" + granularity + "\",\"identify_speakers\":false}}";

        JsonNode answer = client.ask(message(base64("You are angry. I am so happy about that!"), config));

        assertThat(answer.path("language").path("predictions")).hasSize(pieces);
    }

    @Test
    void sentimentAndToxicityComeWhenAskedFor() {
        String config = "{\"language\":{\"granularity\":\"sentence\",\"sentiment\":{},\"toxicity\":{}}}";

        JsonNode predictions = client.ask(
                        message("I love it, it is wonderful. Shut up, you idiot!", config, "\"raw_text\":true"))
                .path("language")
                .path("predictions");

        assertThat(names(predictions.get(0).path("sentiment")))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(scores(predictions.get(0).path("sentiment")).stream()
                        .mapToDouble(score -> score)
                        .sum())
                .isCloseTo(1, within(0.001));
        assertThat(level(predictions.get(0))).isGreaterThan(6);
        assertThat(level(predictions.get(1))).isLessThan(4.5);
        assertThat(scores(predictions.get(0).path("toxicity"))).containsOnly(0.0);
        assertThat(scores(predictions.get(1).path("toxicity")).get(4)).isGreaterThan(0.5); // insult
    }

    @Test
    @Exercises("models_success.language")
    void soundHasTheLanguageThatTheEarsHear() {
        models.willHear("i am so angry");

        JsonNode predictions =
                client.ask(sound(spoken, "{\"language\":{}}")).path("language").path("predictions");

        assertThat(predictions.findValuesAsText("text")).containsExactly("i", "am", "so", "angry");
        assertThat(top(predictions.get(3).path("emotions"))).isEqualTo("Anger");
        double begin = predictions.get(3).path("time").path("begin").asDouble();
        assertThat(begin).isBetween(0.9, 1.6); // of two seconds
        assertThat(predictions.get(3).path("time").path("end").asDouble()).isGreaterThan(begin);
        assertThat(predictions.get(3).path("confidence").isNull()).isTrue();
    }

    @Test
    @Exercises({"models_input.models.burst", "models_success.burst"})
    void laughsAndSighsAreBursts() {
        Speech stream = Voices.inARow(
                Voices.silence(8_000, 300),
                Voices.laugh(),
                Voices.silence(8_000, 600),
                Voices.louder(Voices.noise(8_000, 1), 0.3));

        JsonNode plain =
                client.ask(sound(stream, "{\"burst\":{}}")).path("burst").path("predictions");
        JsonNode described = client.ask(sound(stream, "{\"burst\":{\"descriptions\":{}}}"))
                .path("burst")
                .path("predictions");

        assertThat(plain).hasSize(2);
        assertThat(plain.get(0).has("descriptions")).isFalse();
        assertThat(names(plain.get(0).path("emotions"))).hasSize(48);
        assertThat(plain.get(0).path("time").path("begin").asDouble()).isCloseTo(0.3, within(0.1));
        assertThat(top(plain.get(0).path("emotions"))).isEqualTo("Amusement");
        assertThat(described.findPath("descriptions").findPath("name").asText()).isEqualTo("Laugh");
        assertThat(described.get(1).path("descriptions").findPath("name").asText())
                .isEqualTo("Sigh");
    }

    @Test
    void recordingsOfBrowsersComeAsDataUrls() {
        String plain = sound(spoken, "{\"prosody\":{}}");

        assertThat(client.ask(plain.replace("\"data\":\"", "\"data\":\"data:audio/wav;base64,")))
                .isEqualTo(models.connect().ask(plain));
    }

    @Test
    void severalModelsAnswerTogether() {
        models.willHear("i have a question");

        JsonNode answer = client.ask(sound(spoken, "{\"prosody\":{},\"language\":{},\"burst\":{}}"));

        assertThat(answer.path("prosody").path("predictions")).isNotEmpty();
        assertThat(answer.path("language").path("predictions")).hasSize(4);
        // A sentence is no vocal burst: said where clients look, while the message is still one of predictions.
        assertThat(answer.path("burst").path("warning").asText()).isEqualTo("No vocal bursts detected.");
        assertThat(answer.path("burst").path("code").asText()).isEqualTo("W0101");
        assertThat(answer.has("warning")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "prosody,W0105,No speech detected.",
        "language,W0105,No speech detected.",
        "burst,W0101,No vocal bursts detected."
    })
    @Exercises({"models_warning.warning", "models_warning.code", "models_warning.payload_id"})
    void silenceIsAWarning(String model, String code, String warning) {
        JsonNode answer =
                client.ask(sound(Voices.silence(8_000, 1_000), "{\"" + model + "\":{}}", "\"payload_id\":\"quiet\""));

        assertThat(answer.path("warning").asText()).isEqualTo(warning);
        assertThat(answer.path("code").asText()).isEqualTo(code);
        assertThat(answer.path("payload_id").asText()).isEqualTo("quiet");
        assertThat(answer.path(model).path("warning").asText()).isEqualTo(warning);
        assertThat(answer.path(model).path("predictions")).isEmpty();
    }

    @Test
    @Exercises({"models_warning.warning", "models_warning.code"})
    void textWithoutWordsIsAWarning() {
        JsonNode answer = client.ask(message("?! ...", "{\"language\":{}}", "\"raw_text\":true"));

        assertThat(answer.path("code").asText()).isEqualTo("W0104");
    }

    @Test
    @Exercises({
        "models_input.payload_id",
        "models_success.payload_id",
        "models_error.payload_id",
        "models_input.job_details",
        "models_success.job_details.job_id"
    })
    void answersCarryTheirPayloadsNameAndTheJob() {
        JsonNode first = client.ask(message(
                "hello", "{\"language\":{}}", "\"raw_text\":true", "\"payload_id\":\"a\"", "\"job_details\":true"));
        JsonNode second =
                client.ask(message("hello", "{\"language\":{}}", "\"raw_text\":true", "\"payload_id\":\"b\""));
        JsonNode failed = client.ask(message("hello", "{\"prosody\":{}}", "\"raw_text\":true", "\"payload_id\":\"c\""));
        JsonNode alone = client.ask("{\"job_details\":true}");
        JsonNode other = models.connect().ask("{\"job_details\":true}");

        String jobId = first.path("job_details").path("job_id").asText();
        assertThat(jobId).hasSize(36);
        assertThat(List.of(first, second, failed))
                .map(answer -> answer.path("payload_id").asText())
                .containsExactly("a", "b", "c");
        assertThat(second.has("job_details")).isFalse();
        assertThat(failed.path("code").asText()).isEqualTo("E0102");
        assertThat(alone.path("job_details").path("job_id").asText()).isEqualTo(jobId);
        assertThat(other.path("job_details").path("job_id").asText()).isNotEqualTo(jobId);
    }

    @Test
    @Exercises({"models_input.stream_window_ms", "models_input.reset_stream", "models_success.time.begin"})
    void windowSlidesOverTheStreamUntilItIsReset() {
        Speech half = Voices.glide(150, 150, 0.5);
        String prosody = "{\"prosody\":{\"granularity\":\"conversational_turn\"}}";

        assertTimes(client.ask(sound(half, prosody)), 0, 500, 0.5);
        assertTimes(client.ask(sound(half, prosody, "\"stream_window_ms\":600")), 400, 1_000, 0.6);
        assertTimes(client.ask(sound(half, prosody, "\"stream_window_ms\":60000")), 0, 1_500, 1.5);
        assertTimes(client.ask(sound(half, prosody, "\"stream_window_ms\":100")), 1_500, 2_000, 0.5);
        assertTimes(
                client.ask(sound(half, prosody, "\"stream_window_ms\":9000", "\"reset_stream\":true")), 0, 500, 0.5);
        assertThat(client.ask("{\"reset_stream\":true}")).isEmpty();
        assertTimes(client.ask(sound(half, prosody, "\"stream_window_ms\":9000")), 0, 500, 0.5);
    }

    private static void assertTimes(JsonNode answer, int beginMillis, int endMillis, double seconds) {
        assertThat(answer.path("time").path("begin").asInt()).isCloseTo(beginMillis, within(2));
        assertThat(answer.path("time").path("end").asInt()).isCloseTo(endMillis, within(2));
        JsonNode time = answer.path("prosody").path("predictions").path(0).path("time");
        assertThat(time.path("end").asDouble()).isCloseTo(seconds, within(0.05));
    }

    private static List<String> names(JsonNode list) {
        return list.findValuesAsText("name");
    }

    private static List<Double> scores(JsonNode list) {
        List<Double> scores = new ArrayList<>();
        list.forEach(entry -> scores.add(entry.path("score").asDouble(Double.NaN)));
        return scores;
    }

    private static String top(JsonNode list) {
        List<Double> scores = scores(list);
        return names(list)
                .get(scores.indexOf(scores.stream().max(Double::compare).orElseThrow()));
    }

    private static double level(JsonNode prediction) {
        List<Double> scores = scores(prediction.path("sentiment"));
        double mean = 0;
        for (int i = 0; i < scores.size(); i++) {
            mean += (i + 1) * scores.get(i);
        }
        return mean;
    }
}
