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

/** The wire between bridge and engine breaks: the conversation goes on in another chat, without a second greeting. */
class EngineIsCalledAgainTest {

    private static final List<String> GREETING = List.of("Good day.", "What can I do for you?");

    @Test
    void andKnowsWhatWasSaidBefore() throws Exception {
        PitchEars ears = new PitchEars("thank you", "say that again");
        try (ServedEngine engine =
                        new ServedEngine(TestEngine.SETTINGS.withGreeting(String.join(" ", GREETING)), ears);
                FragileWire wire = new FragileWire(engine.uri());
                WholeLine line = new WholeLine(wire.uri(), null)) {
            CompletableFuture<PhoneRecord> call = line.carrier()
                    .place(line.call(CallerScript.of(
                            new CallerStep.AwaitAgent(700, 10_000),
                            ears.say("say that again"),
                            new CallerStep.AwaitAgent(500, 10_000),
                            new CallerStep.HangUp())));
            String firstChat = engine.openChat();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> engine.events(firstChat)
                                    .filter(event -> event.path("type").asText().equals("AGENT_MESSAGE"))
                                    .count()
                            == GREETING.size());
            wire.cut();

            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(Hum.said(bridge))
                    .containsExactly("Good day.", "What can I do for you?", "Good day.", "What can I do for you?");
            Hum.assertHeard(phone, Hum.said(bridge));
            Hum.assertFlawless(phone, bridge);
            assertThat(bridge.path("events").findValuesAsText("name"))
                    .containsExactly("answered", "agent_ready", "agent_gone", "agent_ready", "ended");
            List<JsonNode> chats = engine.endedChats(bridge.path("chatGroupId").asText(), 2);
            assertThat(chats.get(0).path("id").asText()).isEqualTo(firstChat);
            assertThat(engine.events(chats.get(1).path("id").asText())
                            .filter(event -> event.path("type").asText().endsWith("R_MESSAGE"))
                            .map(event -> event.path("message_text").asText()))
                    .containsExactly("say that again");
        }
    }
}
