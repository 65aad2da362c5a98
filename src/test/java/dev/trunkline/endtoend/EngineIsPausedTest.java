package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A supervisor pauses the agent of a running call from outside, and lets it go on. */
class EngineIsPausedTest {

    private static final int ANSWER_SENTENCES = 6;
    private static final long HEARD_MILLIS = 1_000;
    private static final long SLACK_MILLIS = 1_500;

    @Test
    void callerHearsNothingMeanwhileAndIsAnsweredWhatWasSaidLast() throws Exception {
        PitchEars ears = new PitchEars("what can you do", "thank you", "hello");
        try (ServedEngine engine = new ServedEngine(TestEngine.SETTINGS, ears);
                WholeLine line = new WholeLine(engine.uri(), null)) {
            CompletableFuture<PhoneRecord> call = line.carrier()
                    .place(line.call(CallerScript.of(
                            new CallerStep.Pause(500),
                            ears.say("what can you do"),
                            new CallerStep.AwaitAgent(700, 20_000),
                            ears.say("thank you"),
                            new CallerStep.Pause(1_200),
                            ears.say("hello"),
                            new CallerStep.AwaitAgent(500, 20_000),
                            new CallerStep.HangUp())));
            String chat = engine.openChat();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> count(engine, chat, "AGENT_MESSAGE") == ANSWER_SENTENCES);
            await().pollDelay(Duration.ofMillis(HEARD_MILLIS)).until(() -> true); // some of it is heard
            engine.steer(chat, "pause_assistant_message");
            await().atMost(Duration.ofSeconds(30)).until(() -> count(engine, chat, "USER_MESSAGE") == 3);
            assertThat(count(engine, chat, "AGENT_MESSAGE")).isLessThanOrEqualTo(ANSWER_SENTENCES);
            engine.steer(chat, "resume_assistant_message");

            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode bridge = line.recordOf(phone.callSid());

            List<String> said = Hum.said(bridge);
            assertThat(said.get(0)).isEqualTo("Gladly.");
            assertThat(said.subList(ANSWER_SENTENCES, said.size())).containsExactly("Hello.", "How can I help you?");
            Hum.assertFlawless(phone, bridge);
            assertThat(phone.conversation().agentSegments())
                    .as("an answer cut short, and an answer")
                    .hasSize(2);
            PhoneRecord.Span cut = phone.conversation().agentSegments().get(0);
            assertThat(cut.endMillis() - cut.startMillis()).isBetween(HEARD_MILLIS / 2, HEARD_MILLIS + SLACK_MILLIS);
            assertThat(phone.conversation().callerUtterances())
                    .extracting(PhoneRecord.Utterance::text)
                    .containsExactly("what can you do", "thank you", "hello");
            assertThat(engine.endedChats(bridge.path("chatGroupId").asText(), 1))
                    .hasSize(1);
            assertThat(engine.events(chat).map(event -> event.path("type").asText()))
                    .containsSubsequence(
                            "PAUSE_ONSET", "USER_MESSAGE", "USER_MESSAGE", "RESUME_ONSET", "AGENT_MESSAGE");
        }
    }

    private static long count(ServedEngine engine, String chat, String type) {
        return engine.events(chat)
                .filter(event -> event.path("type").asText().equals(type))
                .count();
    }
}
