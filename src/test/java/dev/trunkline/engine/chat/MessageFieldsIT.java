package dev.trunkline.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.testing.Exercises;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every field of every message that the engine sends, and no other: strict SDKs read them. */
class MessageFieldsIT {

    private static final String NAMED = "?session_settings[custom_session_id]=CA1";

    private final NotingMind mind = new NotingMind();
    private final ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);

    @Test
    @Exercises({
        "chat_metadata.type",
        "chat_metadata.chat_id",
        "chat_metadata.chat_group_id",
        "chat_metadata.request_id",
        "chat_metadata.custom_session_id"
    })
    void chatMetadataComesFirst() {
        JsonNode metadata = scene.connect(NAMED).next();

        assertThat(fields(metadata))
                .containsExactly("chat_group_id", "chat_id", "custom_session_id", "request_id", "type");
        assertThat(metadata.path("type").asText()).isEqualTo("chat_metadata");
        assertThat(Stream.of("chat_id", "chat_group_id", "request_id")
                        .map(name -> metadata.path(name).asText())
                        .distinct())
                .hasSize(3)
                .allMatch(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
        assertThat(metadata.path("custom_session_id").asText()).isEqualTo("CA1");
    }

    @Test
    @Exercises({
        "user_message.type",
        "user_message.message.role",
        "user_message.message.content",
        "user_message.models.prosody",
        "user_message.from_text",
        "user_message.interim",
        "user_message.time.begin",
        "user_message.time.end",
        "user_message.language",
        "user_message.custom_session_id"
    })
    void spokenUserMessageTellsHowAndWhenItSounded() {
        ChatScene.Caller client = scene.connect(NAMED).declare();
        scene.ears().willHear("good morning");

        client.silence(1_000).turn();

        JsonNode user = client.await("user_message");
        assertThat(fields(user))
                .containsExactly(
                        "custom_session_id", "from_text", "interim", "language", "message", "models", "time", "type");
        assertThat(user.path("message").toString()).isEqualTo("{\"role\":\"user\",\"content\":\"good morning\"}");
        assertScores(user);
        assertThat(user.path("from_text").asBoolean(true)).isFalse();
        assertThat(user.path("interim").asBoolean(true)).isFalse();
        assertThat(user.at("/time/begin").isInt()).isTrue();
        assertThat(user.at("/time/begin").asInt()).isBetween(980, 1_060);
        assertThat(user.at("/time/end").asInt()).isBetween(1_580, 1_660);
        assertThat(user.path("language").asText()).isEqualTo("en");
    }

    @Test
    @Exercises({"user_input.type", "user_input.text", "user_input.custom_session_id"})
    void typedUserMessageHasNoProsodyAndNamesTheSession() {
        ChatScene.Caller client = scene.connect();

        client.send("{\"type\":\"user_input\",\"text\":\"hello\",\"custom_session_id\":\"CA2\"}");

        JsonNode user = client.await("user_message");
        assertThat(fields(user))
                .containsExactly("custom_session_id", "from_text", "interim", "message", "models", "time", "type");
        assertThat(user.path("models").toString()).isEqualTo("{}");
        assertThat(user.path("from_text").asBoolean()).isTrue();
        assertThat(user.at("/time/begin")).isEqualTo(user.at("/time/end"));
        assertThat(user.path("custom_session_id").asText()).isEqualTo("CA2");
    }

    @Test
    @Exercises({
        "assistant_input.type",
        "assistant_input.text",
        "assistant_input.custom_session_id",
        "assistant_message.type",
        "assistant_message.id",
        "assistant_message.message.role",
        "assistant_message.message.content",
        "assistant_message.models",
        "assistant_message.from_text",
        "assistant_message.is_quick_response",
        "assistant_message.language",
        "assistant_message.custom_session_id",
        "assistant_prosody.type",
        "assistant_prosody.id",
        "assistant_prosody.models",
        "assistant_prosody.custom_session_id",
        "audio_output.type",
        "audio_output.id",
        "audio_output.index",
        "audio_output.data",
        "audio_output.custom_session_id",
        "assistant_end.type",
        "assistant_end.custom_session_id"
    })
    void sentenceIsSentAsMessageSoundAndProsodyAndTheEndComesLast() {
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");

        client.send("{\"type\":\"assistant_input\",\"custom_session_id\":\"CA3\","
                + "\"text\":\"This is a sentence of more than one second. Good.\"}");

        List<JsonNode> messages = client.until("assistant_end");
        assertThat(messages.stream().map(EviClient::type))
                .containsExactly(
                        "assistant_message",
                        "audio_output",
                        "audio_output",
                        "audio_output",
                        "assistant_prosody",
                        "assistant_message",
                        "audio_output",
                        "assistant_prosody",
                        "assistant_end");
        JsonNode first = messages.get(0);
        assertThat(fields(first))
                .containsExactly(
                        "custom_session_id",
                        "from_text",
                        "id",
                        "is_quick_response",
                        "language",
                        "message",
                        "models",
                        "type");
        assertThat(first.path("id").asText()).matches("[0-9a-f]{32}");
        assertThat(first.at("/message/role").asText()).isEqualTo("assistant");
        assertThat(first.at("/message/content").asText()).startsWith("This is");
        assertThat(first.path("from_text").asBoolean()).isTrue();
        assertThat(first.path("is_quick_response").asBoolean(true)).isFalse();
        assertThat(first.path("language").asText()).isEqualTo("en");
        assertScores(first);
        for (int index = 0; index < 3; index++) {
            JsonNode sound = messages.get(1 + index);
            assertThat(fields(sound)).containsExactly("custom_session_id", "data", "id", "index", "type");
            assertThat(sound.path("id")).isEqualTo(first.path("id"));
            assertThat(sound.path("index").asInt(-1)).isEqualTo(index);
            assertThat(Base64.getDecoder().decode(sound.path("data").asText())).startsWith('R', 'I', 'F', 'F');
        }
        JsonNode prosody = messages.get(4);
        assertThat(fields(prosody)).containsExactly("custom_session_id", "id", "models", "type");
        assertThat(prosody.path("id")).isEqualTo(first.path("id"));
        assertScores(prosody);
        assertThat(fields(messages.get(8))).containsExactly("custom_session_id", "type");
        assertThat(messages).allMatch(m -> m.path("custom_session_id").asText().equals("CA3"));
        assertThat(messages.get(5).path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    @Exercises({
        "user_interruption.type",
        "user_interruption.time",
        "user_interruption.custom_session_id",
        "audio_input.type",
        "audio_input.data",
        "audio_input.custom_session_id"
    })
    void interruptionBySoundTellsTheTime() {
        ChatScene.Caller client = scene.connect().declare();
        client.send("{\"type\":\"assistant_input\",\"text\":\"This is a very long sentence that takes a while.\"}");
        client.until("assistant_end");

        client.speak(700).send("{\"type\":\"audio_input\",\"custom_session_id\":\"CA4\",\"data\":\"AAAA\"}");
        JsonNode interruption = client.await("user_interruption");
        JsonNode later = client.type("hello").await("user_message");

        assertThat(fields(interruption)).containsExactly("time", "type");
        assertThat(interruption.path("time").isInt()).isTrue();
        assertThat(interruption.path("time").asLong()).isEqualTo(scene.now().getEpochSecond());
        assertThat(later.path("custom_session_id").asText()).isEqualTo("CA4");
        client.send("{\"type\":\"assistant_input\",\"text\":\"This is a very long sentence that takes a while.\"}");
        client.await("assistant_prosody");
        client.speak(700);
        assertThat(client.await("user_interruption").path("custom_session_id").asText())
                .isEqualTo("CA4");
    }

    @Test
    @Exercises({"error.type", "error.code", "error.slug", "error.message", "error.request_id", "error.custom_session_id"
    })
    void errorTellsWhatIsWrongAndWhoseItIs() {
        ChatScene.Caller client = scene.connect(NAMED);
        JsonNode metadata = client.next();

        JsonNode error = client.send("{\"type\":\"user_input\"}").next();

        assertThat(fields(error)).containsExactly("code", "custom_session_id", "message", "request_id", "slug", "type");
        assertThat(error.path("type").asText()).isEqualTo("error");
        assertThat(error.path("code").asText()).isEqualTo("E0101");
        assertThat(error.path("slug").asText()).isEqualTo("invalid_message");
        assertThat(error.path("message").asText()).contains("'text'");
        assertThat(error.path("request_id")).isEqualTo(metadata.path("request_id"));
    }

    private static Set<String> fields(JsonNode message) {
        Set<String> names = new TreeSet<>();
        message.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertScores(JsonNode message) {
        JsonNode scores = message.at("/models/prosody/scores");
        assertThat(scores).hasSize(48).allMatch(JsonNode::isNumber);
        assertThat(scores.has("Surprise (negative)")).isTrue();
    }
}
