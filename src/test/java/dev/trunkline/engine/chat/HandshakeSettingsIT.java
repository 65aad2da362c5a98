package dev.trunkline.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.RecordedHistory;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.Waves;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.testing.Exercises;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the query of the handshake can ask for. */
class HandshakeSettingsIT {

    private final NotingMind mind = new NotingMind();
    private final RecordedHistory history = new RecordedHistory();
    private final ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind, history.stores());

    @Test
    @Exercises({"WS /v0/evi/chat?session_settings", "session_settings.language_model_api_key"})
    void everyBracketedSettingHoldsFromTheFirstAnswerOn() {
        ChatScene.Caller client = scene.connect("?session_settings[audio][encoding]=linear16"
                + "&session_settings[audio][sample_rate]=8000&session_settings[audio][channels]=1"
                + "&session_settings[audio][codec]=pcm"
                + "&session_settings[context][text]=She%20is%20a%20member&session_settings[context][type]=persistent"
                + "&session_settings[custom_session_id]=CA1&session_settings[event_limit]=20"
                + "&session_settings[language_model_api_key]=sk-1"
                + "&session_settings[system_prompt]=You%20serve%20%7B%7Bfirst%20%7D%7D%7B%7Blast_name%7D%7D."
                + "&session_settings[variables][first]=Ada&session_settings[variables][last_name]=Byron"
                + "&session_settings[voice_id]=Ava");
        scene.ears().willHear("hello");

        client.turn();

        assertThat(client.await("user_message").path("custom_session_id").asText())
                .isEqualTo("CA1");
        assertThat(Waves.hertz(client.await("audio_output"))).isCloseTo(880, withinPercentage(6));
        DialogRequest thought = mind.thought();
        assertThat(thought.systemPrompt()).isEqualTo("You serve AdaByron.");
        assertThat(thought.contexts()).containsExactly("She is a member");
        assertThat(thought.model().apiKey()).isEqualTo("sk-1");
        assertThat(thought.model().customSessionId()).isEqualTo("CA1");
        assertThat(thought.model().toString()).doesNotContain("sk-1");
    }

    @Test
    void olderPlaceOfTheVoiceCountsToo() {
        ChatScene.Caller client = scene.connect("?voice_id=Ava").type("hello");

        assertThat(Waves.hertz(client.await("audio_output"))).isCloseTo(880, withinPercentage(6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?session_settings[voice_id]=&session_settings[context][text]=&session_settings[context][type]="
                        + "&session_settings[audio][sample_rate]=&session_settings[event_limit]=&config_id=&voice_id="
                        + "&config_version=&resumed_chat_group_id=&verbose_transcription=&allow_connection=",
                "?session_settings[tools]=x&session_settings[builtin_tools]=x&session_settings[metadata][a]=1"
                        + "&session_settings[type]=x&session_settings[language_model][model_provider]=x"
                        + "&session_settings[]=x&session_settings[a][b][c]=x&session_settings=x&fernSdkVersion=1"
            })
    void whatIsEmptyOrUnknownOrNotForTheQueryIsIgnored(String query) {
        ChatScene.Caller client = scene.connect(query).type("hello");

        assertThat(client.until("assistant_end").stream().map(EviClient::type))
                .startsWith("chat_metadata", "user_message")
                .doesNotContain("error");
        client.disconnect();
        assertThat(history.eventsOf(history.opened().get(0).id()))
                .noneMatch(event -> event.type() == ChatEvent.Type.SESSION_SETTINGS);
    }

    @Test
    void wrongSettingIsAnErrorAfterTheMetadata() {
        ChatScene.Caller client = scene.connect("?session_settings[audio][sample_rate]=fast");

        assertThat(EviClient.type(client.next())).isEqualTo("chat_metadata");
        assertThat(client.next().path("message").asText()).contains("sample_rate");
        assertThat(client.type("hello").words()).containsExactly("Noted.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event_limit=x",
                "event_limit=1.5",
                "event_limit=1e3",
                "event_limit=-1",
                "event_limit=99999999999",
                "eventLimit=many",
                "config_version=x",
                "config_version=-1",
                "config_version=1.0",
                "verbose_transcription=maybe",
                "allow_connection=2"
            })
    @Exercises({"WS /v0/evi/chat?event_limit", "WS /v0/evi/chat?config_version", "WS /v0/evi/chat?allow_connection"})
    void parameterOfTheWrongKindIsAnErrorAndTheEnd(String parameter) {
        ChatScene.Caller client = scene.connect("?" + parameter);

        JsonNode error = client.next();
        assertThat(error.path("code").asText()).isEqualTo("E0101");
        assertThat(error.path("message").asText())
                .containsAnyOf("event_limit", "config_version", "verbose_transcription", "allow_connection");
        assertThat(client.closeCode()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "1e3", "-1", "99999999999"})
    void integersOfTheSettingsAreIntegers(String value) {
        ChatScene.Caller client = scene.connect("?session_settings[event_limit]=" + value);
        client.next();
        assertThat(client.next().path("message").asText()).contains("event_limit");

        for (String field : List.of(
                "\"event_limit\":" + quoted(value),
                "\"audio\":{\"sample_rate\":" + quoted(value) + "}",
                "\"audio\":{\"sample_rate\":8000,\"channels\":" + quoted(value) + "}")) {
            client.send("{\"type\":\"session_settings\"," + field + "}");
            assertThat(client.next().path("code").asText()).isEqualTo("E0101");
        }
    }

    private static String quoted(String value) {
        return value.equals("x") ? "\"x\"" : value;
    }

    @Test
    void wholeSettingsMayComeAsOneParameterOfJson() {
        ChatScene.Caller client = scene.connect("?session_settings=%7B%22custom_session_id%22%3A%22mine%22%7D");

        assertThat(client.next().path("custom_session_id").asText()).isEqualTo("mine");
    }

    @Test
    @Exercises("WS /v0/evi/chat?verbose_transcription")
    void interimTranscriptsComeOnlyWhenAskedFor() {
        for (boolean verbose : new boolean[] {true, false}) {
            ChatScene.Caller client =
                    scene.connect("?verbose_transcription=" + verbose).declare();
            scene.ears().willHear("when are");
            scene.ears().willHear("when are you open");

            client.speak(400).silence(320);
            if (verbose) {
                assertThat(client.await("user_message").path("interim").asBoolean())
                        .isTrue();
            }
            client.speak(400).silence(600);

            // The last pause may be long enough for another interim before it is known to be the end.
            List<JsonNode> messages = client.until("assistant_end").stream()
                    .filter(message -> EviClient.type(message).equals("user_message"))
                    .toList();
            JsonNode last = messages.get(messages.size() - 1);
            assertThat(last.path("interim").asBoolean(true)).isFalse();
            assertThat(last.at("/message/content").asText()).isEqualTo("when are you open");
            assertThat(messages).hasSizeLessThanOrEqualTo(verbose ? 2 : 1);
            assertThat(messages.subList(0, messages.size() - 1))
                    .allMatch(message -> message.path("interim").asBoolean());
        }
    }

    @Test
    @Exercises({"WS /v0/evi/chat?event_limit", "WS /v0/evi/chat?resumed_chat_group_id", "session_settings.event_limit"})
    void resumedChatBringsAsMuchHistoryAsItsLimitSays() {
        ChatScene.Caller first = scene.connect();
        String group = first.next().path("chat_group_id").asText();
        for (String text : new String[] {"one", "two", "three"}) {
            first.type(text).until("assistant_end");
            mind.thought();
        }
        first.disconnect();
        String resume = "?resumed_chat_group_id=" + group;

        scene.connect(resume + "&event_limit=2").type("four").words();
        scene.connect(resume + "&session_settings[event_limit]=1").type("five").words();
        scene.connect(resume).type("six").words();

        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("three", "Noted.", "four");
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).containsExactly("Noted.", "five");
        assertThat(mind.thought().messages()).extracting(ChatMessage::text).startsWith("one", "Noted.", "two");
    }
}
