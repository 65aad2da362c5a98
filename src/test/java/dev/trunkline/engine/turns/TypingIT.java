package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypingIT {

    @Test
    void typingWhileAFinishedAnswerPlaysInterruptsNothing() {
        ChatScene scene = new ChatScene(TestEngine.SETTINGS);
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");
        client.send("{\"type\":\"user_input\",\"text\":\"when are you open\"}");
        client.until("assistant_end");

        client.send("{\"type\":\"user_input\",\"text\":\"what is my balance\"}");

        List<JsonNode> answer = client.until("assistant_end");
        assertThat(answer).extracting(EviClient::type).doesNotContain("user_interruption");
        assertThat(answer)
                .filteredOn(message -> EviClient.type(message).equals("assistant_message"))
                .first()
                .satisfies(first ->
                        assertThat(first.at("/message/content").asText()).isEqualTo("Let me see."));
    }
}
