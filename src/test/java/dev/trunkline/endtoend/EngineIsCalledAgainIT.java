package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The wire between bridge and engine breaks: the conversation goes on in another chat, without a second greeting. */
class EngineIsCalledAgainIT {

    @Test
    void andKnowsWhatWasSaidBefore() throws Exception {
        Combination.playAll(this::cutTheWireWhileTheAgentIsHeard);
    }

    private void cutTheWireWhileTheAgentIsHeard(Combination combination) throws Exception {
        PitchEars ears = new PitchEars("thank you", "say that again");
        List<String> words = combination.said(
                "You are welcome.", "Is there anything else?", "You are welcome.", "Is there anything else?");
        try (ServedEngine engine = new ServedEngine(combination.settings(), ears);
                FragileWire wire = new FragileWire(engine.uri());
                WholeLine line = new WholeLine(wire.uri(), null)) {
            CompletableFuture<PhoneRecord> call = line.carrier()
                    .place(line.call(CallerScript.of(
                            combination.opening(),
                            ears.say("thank you"),
                            new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 10_000),
                            ears.say("say that again"),
                            new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 10_000),
                            new CallerStep.HangUp())));
            String firstChat = engine.openChat();
            await().until(() -> isLastSentenceHeard(line.liveCall(), words.size() - 2));
            wire.cut();

            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(Hum.said(bridge)).as("%s", combination).isEqualTo(words);
            Hum.assertHeard(phone, words);
            Hum.assertFlawless(phone, bridge);
            assertThat(bridge.path("events").findValuesAsText("name"))
                    .containsExactly("answered", "agent_ready", "agent_gone", "agent_ready", "ended");
            List<JsonNode> chats = engine.endedChats(bridge.path("chatGroupId").asText(), 2);
            assertThat(chats.get(0).path("id").asText()).isEqualTo(firstChat);
            assertThat(engine.events(chats.get(1).path("id").asText())
                            .filter(event -> event.path("type").asText().matches("(AGENT|USER)_MESSAGE"))
                            .map(event -> event.path("message_text").asText()))
                    .containsExactly("say that again", "You are welcome.", "Is there anything else?");
        }
    }

    /** Of {@code agentLines} sentences all but the last were heard in full: the last one's sound has come, and is heard now. */
    private static boolean isLastSentenceHeard(JsonNode bridge, int agentLines) {
        List<JsonNode> said = new ArrayList<>();
        for (JsonNode line : bridge.path("transcript")) {
            if (line.path("who").asText().equals("agent")) {
                said.add(line);
            }
        }
        return said.size() == agentLines
                && said.get(agentLines - 2).path("heardMillis").isNumber();
    }
}
