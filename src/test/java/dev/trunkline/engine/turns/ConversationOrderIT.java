package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationOrderIT {

    private ChatScene scene = new ChatScene(TestEngine.SETTINGS.withGreeting("Hello. How can I help you?"));

    @Test
    void greetingComesAfterTheMetadataSentenceBySentence() {
        ChatScene.Caller client = scene.connect();

        List<JsonNode> messages = client.until("assistant_end");

        assertThat(messages.stream().map(EviClient::type).distinct())
                .containsExactly(
                        "chat_metadata", "assistant_message", "audio_output", "assistant_prosody", "assistant_end");
        assertThat(messages.get(0).path("chat_id").asText()).hasSize(36);
        assertThat(messages.get(0).path("chat_group_id").asText()).hasSize(36);
        assertThat(messages.get(0).path("request_id").asText()).hasSize(36);
        assertThat(messages.stream().filter(m -> EviClient.type(m).equals("assistant_message")))
                .extracting(m -> m.path("message").path("content").asText())
                .containsExactly("Hello.", "How can I help you?");
        assertThat(messages.get(1).path("id").asText()).matches("[0-9a-f]{32}");
        assertThat(messages.get(1).path("from_text").asBoolean(true)).isFalse();
        assertThat(messages.get(1).path("is_quick_response").isBoolean()).isTrue();
        assertThat(messages.get(1).at("/models/prosody/scores")).hasSize(48);
    }

    @Test
    void soundOfASentenceCarriesItsIdAndCountsFromZero() {
        ChatScene.Caller client = scene.connect();

        List<JsonNode> messages = client.until("assistant_end");

        JsonNode second = messages.stream()
                .filter(m -> m.path("message").path("content").asText().startsWith("How"))
                .findFirst()
                .orElseThrow();
        List<JsonNode> sound = messages.stream()
                .filter(m ->
                        EviClient.type(m).equals("audio_output") && m.path("id").equals(second.path("id")))
                .toList();
        assertThat(sound).hasSize(2);
        assertThat(sound).extracting(m -> m.path("index").asInt()).containsExactly(0, 1);
        // 19 letters of 30 ms, in chunks of 500 ms
        assertThat(sound.stream().mapToInt(ConversationOrderIT::millis).sum()).isCloseTo(570, within(2));
    }

    @Test
    void spokenTurnIsTranscribedAndAnswered() {
        ChatScene.Caller client = scene.connect().declare();
        client.until("assistant_end");
        scene.ears().willHear("what are your opening hours");

        // The greeting is over for the engine, and still to be heard: so this interrupts it.
        client.turn();

        JsonNode user = client.await("user_message");
        assertThat(user.at("/message/role").asText()).isEqualTo("user");
        assertThat(user.at("/message/content").asText()).isEqualTo("what are your opening hours");
        assertThat(user.path("interim").asBoolean(true)).isFalse();
        assertThat(user.path("from_text").asBoolean(true)).isFalse();
        assertThat(user.at("/models/prosody/scores")).hasSize(48);
        assertThat(user.at("/time/end").asInt() - user.at("/time/begin").asInt())
                .isCloseTo(600, within(60));
        assertThat(client.words()).contains("We are open every day.");
    }

    @Test
    void utteranceKeepsWhatWasHeardJustBefore() {
        scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect().declare();
        scene.ears().willHear("hello");

        client.silence(1_000).turn();
        client.await("user_message");

        // 300 ms before, 600 ms of speech, at most 300 ms after
        assertThat(scene.ears().utterances().element().durationMillis()).isBetween(1_100L, 1_300L);
    }

    @Test
    void typedTurnIsEchoedAsTextAndAnswered() {
        ChatScene.Caller client = scene.connect();
        client.until("assistant_end");

        client.type("goodness how are you");

        JsonNode user = client.await("user_message");
        assertThat(user.path("from_text").asBoolean()).isTrue();
        assertThat(user.path("models")).isEmpty();
        assertThat(client.words()).containsExactly("I am fine, thank you.", "How can I help?");
    }

    @Test
    void assistantInputIsSpokenWordForWord() {
        ChatScene.Caller client = scene.connect();
        client.until("assistant_end");

        client.send("{\"type\":\"assistant_input\",\"text\":\"One moment. I look it up.\"}");

        List<JsonNode> messages = client.until("assistant_end");
        assertThat(messages.stream().filter(m -> EviClient.type(m).equals("assistant_message")))
                .extracting(
                        m -> m.path("message").path("content").asText(),
                        m -> m.path("from_text").asBoolean())
                .containsExactly(tuple("One moment.", true), tuple("I look it up.", true));
    }

    @Test
    void speechThatNobodyUnderstandsIsAskedAgain() {
        ChatScene.Caller client = scene.connect().declare();
        client.until("assistant_end");
        client.type("stop");
        client.until("assistant_end");
        scene.ears().willNotUnderstand();

        client.turn();

        client.await("user_interruption");
        JsonNode unclear = client.await("user_message");
        assertThat(unclear.at("/message/content").asText()).isEqualTo("(unclear)");
        assertThat(unclear.at("/models/prosody/scores")).hasSize(48);
        assertThat(client.words()).isNotEmpty();
    }

    private static int millis(JsonNode audioOutput) {
        byte[] wav = Base64.getDecoder().decode(audioOutput.path("data").asText());
        return (wav.length - 44) / 2 * 1_000 / 48_000;
    }
}
