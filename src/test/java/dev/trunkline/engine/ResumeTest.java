package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Line;
import dev.trunkline.engine.mind.Mind;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class ResumeTest {

    private static final String NOT_ANSWERED = "{\"type\":\"session_settings\",\"context\":{\"type\":\"temporary\","
            + "\"text\":\"The transfer to billing was not answered.\"}}";

    private final Queue<Conversation> thoughts = new ConcurrentLinkedQueue<>();
    private final Mind noting = (conversation, listener) -> {
        thoughts.add(conversation);
        listener.onSentence("Noted.");
        listener.onDone();
        return () -> {};
    };

    @Test
    void resumedChatKnowsWhatWasSaidAndDoesNotGreetAgain() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS.withGreeting("Welcome."), noting)) {
            TestClient first = engine.connect();
            JsonNode metadata = first.await("chat_metadata");
            first.await("assistant_end");
            first.type("my name is smith");
            first.await("assistant_end");
            first.disconnect();

            TestClient second = engine.connect(
                    "?resumed_chat_group_id=" + metadata.path("chat_group_id").asText());
            JsonNode resumed = second.next();
            second.type("do you remember me");
            second.await("assistant_end");

            assertThat(resumed.path("chat_group_id")).isEqualTo(metadata.path("chat_group_id"));
            assertThat(resumed.path("chat_id")).isNotEqualTo(metadata.path("chat_id"));
            Conversation last =
                    thoughts.stream().reduce((before, after) -> after).orElseThrow();
            assertThat(last.lines().stream().filter(line -> line.who() == Line.Who.CALLER))
                    .extracting(Line::text)
                    .containsExactly("my name is smith", "do you remember me");
        }
    }

    @Test
    void resumedChatSpeaksAboutWhatHappenedMeanwhile() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            String group = engine.connect().next().path("chat_group_id").asText();

            TestClient byMessage =
                    engine.connect("?resumed_chat_group_id=" + group).send(NOT_ANSWERED);
            TestClient byQuery = engine.connect("?resumed_chat_group_id=" + group
                    + "&session_settings[context][text]=nobody%20answered&session_settings[context][type]=temporary");

            assertThat(byMessage.words())
                    .containsExactly(
                            "I am sorry, nobody could take your call just now.", "What else can I do for you?");
            assertThat(byQuery.words()).hasSize(2);
        }
    }

    @Test
    void unknownGroupIsAnError() {
        try (TestEngine engine = new TestEngine(TestEngine.SETTINGS)) {
            TestClient client = engine.connect("?resumed_chat_group_id=00000000-0000-0000-0000-000000000000");

            assertThat(client.next().path("code").asText()).isEqualTo("E0708");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void whatTheCallerDidNotHearWasNotSaid() {
        try (TestEngine engine = new TestEngine(
                TestEngine.SETTINGS.withGreeting("This first sentence is cut off. This one is never heard."), noting)) {
            TestClient client = engine.connect().declare();
            client.await("assistant_end");
            engine.ears().willHear("excuse me");

            client.turn();
            client.await("assistant_end");

            assertThat(thoughts.element().lines())
                    .extracting(Line::who, Line::text, Line::cutOff)
                    .containsExactly(
                            tuple(Line.Who.AGENT, "This first sentence is cut off.", true),
                            tuple(Line.Who.CALLER, "excuse me", false));
        }
    }
}
