package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person takes a transfer with a key, knowing who calls and how the caller sounds; and callers wait for one who is busy. */
@SideBySide
class PersonsAcceptCallsIT {

    private static final int AGENT_RATE_HZ = 24_000;

    private final List<String> contexts = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void whoPressesOneHasTheCallerAndHasHeardHowHeSounds() throws Exception {
        PhoneRecord phone = call(new Callee.Presses(100, "1", null, 300), CallerScript.of());

        assertThat(phone.carrier().dialled()).singleElement().satisfies(dialled -> {
            assertThat(dialled.outcome()).isEqualTo("answered");
            assertThat(dialled.whisper())
                    .contains("A bill was paid twice", "The caller's voice shows anger", "Press 1 to take the call");
        });
        assertThat(phone.streams()).hasSize(1);
        assertThat(WholeLine.complaints(phone)).isEmpty();
    }

    @Test
    void whoPressesTwoLeavesTheCallerWithTheAgentWhoIsTold() throws Exception {
        PhoneRecord phone = call(new Callee.Presses(100, "2", null, 300), CallerScript.of());

        assertThat(phone.carrier().dialled()).singleElement().returns("no-answer", PhoneRecord.Dialled::outcome);
        assertThat(contexts.get(1)).contains("billing", "the person did not take the call");
        assertThat(phone.streams()).hasSize(2);
    }

    @Test
    void anotherKeyIsAskedAboutAgain() throws Exception {
        PhoneRecord phone = call(new Callee.Presses(100, "71", null, 300), CallerScript.of());

        assertThat(phone.carrier().dialled()).singleElement().returns("answered", PhoneRecord.Dialled::outcome);
    }

    @Test
    void aMailboxPressesNothingAndGetsNobody() throws Exception {
        PhoneRecord phone = call(new Callee.Answers(100, null, 300), CallerScript.of());

        assertThat(phone.carrier().dialled()).singleElement().returns("no-answer", PhoneRecord.Dialled::outcome);
        assertThat(contexts.get(1)).contains("the person did not take the call");
    }

    @Test
    void whoWaitsForABusyPersonHearsHisPlaceAndGoesBackToTheAgentWithAKey() throws Exception {
        CallerScript waitsAndPresses = CallerScript.of(new CallerStep.Pause(9_000), new CallerStep.Press("*"));
        PhoneRecord phone = call(new Callee.Busy(50), waitsAndPresses);

        assertThat(phone.carrier().said()).anyMatch(said -> said.words().contains("You are number 1 in line"));
        assertThat(phone.carrier().dialled())
                .isNotEmpty()
                .allMatch(each -> each.outcome().equals("busy"));
        assertThat(contexts.get(1)).contains("billing", "did not want to wait any longer");
        assertThat(phone.streams()).hasSize(2);
        assertThat(WholeLine.complaints(phone)).isEmpty();
    }

    private PhoneRecord call(Callee callee, CallerScript script) throws Exception {
        Path config = Files.writeString(folder.resolve("trunkline.yaml"), """
                routes:
                  - name: default
                    numbers: ["*"]
                    destinations:
                      - {name: billing, number: "+15550100001", accept: true, queue: {retrySeconds: 60, seconds: 60}}
                """);
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(evi, config)) {
            PhoneCall call = line.call(script).withCallees(Map.of(Callee.EVERYBODY_ELSE, callee));
            return line.carrier().place(call).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings") && message.has("custom_session_id")) {
            contexts.add(message.path("context").path("text").asText());
            boolean first = chat.number() == 1;
            if (first) {
                chat.understood("You took my money twice!", Map.of("anger", 0.8, "calmness", 0.9));
            }
            chat.speak(
                    "words-" + chat.number(),
                    first ? "I put you through" : "Nobody is there",
                    Sound.tone(1_013, AGENT_RATE_HZ, 400, 12_000),
                    AGENT_RATE_HZ);
            chat.callTool(
                    "tool-" + chat.number(),
                    first ? "transfer_call" : "hang_up",
                    first ? "{\"destination\":\"billing\",\"reason\":\"A bill was paid twice\"}" : "{}");
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }
}
