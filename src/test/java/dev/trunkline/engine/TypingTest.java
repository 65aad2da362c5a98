package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypingTest {

    @Test
    void typingWhileAFinishedAnswerPlaysInterruptsNothing() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient client = engine.connect();
            client.await("chat_metadata");
            client.send("{\"type\":\"user_input\",\"text\":\"when are you open\"}");
            client.until("assistant_end");

            client.send("{\"type\":\"user_input\",\"text\":\"what is my balance\"}");

            List<JsonNode> answer = client.until("assistant_end");
            assertThat(answer).extracting(TestClient::type).doesNotContain("user_interruption");
            assertThat(answer)
                    .filteredOn(message -> TestClient.type(message).equals("assistant_message"))
                    .first()
                    .satisfies(first ->
                            assertThat(first.at("/message/content").asText()).isEqualTo("Let me see."));
        }
    }
}
