package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.access.Credentials;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.testing.Exercises;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Hume's older clients send and expect; read in the packages that npm has. */
class OldClientsIT {

    private static final String JS = "fernSdkLanguage=JavaScript&fernSdkVersion=";

    private final TestEngine engine = new TestEngine(
            TestEngine.SETTINGS.withCredentials(Credentials.ofKeys(Set.of("key1"), "secret")),
            ScriptedDialogModel.ofTheLab());

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "apiKey"})
    @Exercises({"WS /v0/evi/chat?api_key", "WS /v0/evi/chat/{chat_id}/connect"})
    void keyIsTakenAtEverySocket(String name) {
        TestClient client = engine.connect("?allow_connection=true&" + name + "=key1");
        String chat = client.next().path("chat_id").asText();

        assertThat(engine.open("/v0/evi/chat/" + chat + "/connect?" + name + "=key1", Map.of())
                        .isIn())
                .isTrue();
        assertThat(engine.open("/v0/stream/models?" + name + "=key1", Map.of()).isIn())
                .isTrue();
        assertThat(engine.connect("?" + name + "=wrong").refusal()).isEqualTo(401);
        assertThat(engine.open("/v0/stream/models?" + name + "=wrong", Map.of()).refusal())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JS + "0.9.18&apiKey=key1",
                JS + "0.10.3&apiKey=key1",
                JS + "0.11.4&apiKey=key1",
                JS + "0.10.4-beta.3&apiKey=key1",
                "apiKey=key1"
            })
    void thoseThatCannotKnowAssistantProsodyAreNotSentIt(String query) {
        List<String> types = answer(query);

        assertThat(types)
                .contains("assistant_message", "audio_output", "assistant_end")
                .doesNotContain("assistant_prosody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {JS + "0.12.1&apiKey=key1", JS + "0.14.1&apiKey=key1", JS + "1.0&apiKey=key1", "api_key=key1"})
    void allOthersAre(String query) {
        assertThat(answer(query)).contains("assistant_prosody");
    }

    @Test
    void parametersMayBeWrittenAsProgramsWriteThem() {
        TestClient client =
                engine.connect("?apiKey=key1&sessionSettings[customSessionId]=mine&sessionSettings[voiceId]=Ava"
                        + "&allowConnection=1&verboseTranscription=true&sessionSettings[audio][sampleRate]=8000");

        assertThat(client.next().path("custom_session_id").asText()).isEqualTo("mine");
        client.type("hello");
        assertThat(client.until("assistant_end"))
                .noneMatch(message -> TestClient.type(message).equals("error"));
    }

    @Test
    void configIsFoundByEitherName() {
        TestClient client = engine.connect("?apiKey=key1&configId=00000000-0000-0000-0000-000000000000");

        assertThat(client.await("error").path("slug").asText()).isEqualTo("config_not_found");
    }

    private List<String> answer(String query) {
        return engine.connect("?" + query).type("hello").until("assistant_end").stream()
                .map(TestClient::type)
                .toList();
    }
}
