package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anger over three turns tells the agent and the CRM; distress puts the caller through. */
class RulesActIT {

    private static final int RATE_HZ = 24_000;

    @TempDir
    private Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void angerTellsTheAgentAndTheCrmAndDistressLeadsToAPerson() throws Exception {
        try (WebhookReceiverScene crm = new WebhookReceiverScene();
                ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(evi, config(crm))) {
            PhoneCall call = line.call(CallerScript.of(new CallerStep.Pause(20_000)))
                    .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.Answers(50, null, 100)));
            PhoneRecord phone = line.carrier().place(call).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(told).anyMatch(text -> text.contains("Offer a person."));
            assertThat(phone.carrier().dialled()).singleElement().satisfies(dialled -> {
                assertThat(dialled.number()).isEqualTo("+15550100009");
                assertThat(dialled.whisper()).contains("The caller's voice shows");
            });
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !crm.taken("call.ended").isEmpty());
            List<JsonNode> escalated = crm.taken("call.escalated");
            assertThat(escalated)
                    .extracting(body -> body.at("/escalated/cause").asText())
                    .containsExactly("angry", "transfer");
            assertThat(escalated.get(0).at("/escalated/mood/anger").asDouble()).isBetween(0.6, 0.8);
            assertThat(escalated.get(1).at("/escalated/destination").asText()).isEqualTo("priority");
            assertThat(escalated.get(0).at("/call/page").asText()).contains(phone.callSid());
            assertThat(crm.taken("call.ended").get(0).at("/ended/transferredTo").asText())
                    .isEqualTo("priority");
            assertThat(line.recordOf(phone.callSid()).path("events").findValuesAsText("name"))
                    .contains("escalated");
        }
    }

    private Path config(WebhookReceiverScene crm) throws Exception {
        return Files.writeString(
                folder.resolve("trunkline.yaml"), """
                webhooks:
                  - {name: crm, url: "%s", secret: %s, private: true}
                rules:
                  - name: angry
                    when: {expression: anger, above: 0.6, turns: 3}
                    then: {escalate: true, tell: Offer a person.}
                  - name: distress
                    when: {expression: distress, above: 0.5, turns: 1}
                    then: {transfer: priority}
                routes:
                  - name: default
                    numbers: ["*"]
                    destinations:
                      - {name: priority, number: "+15550100009"}
                """.formatted(crm.url(), WebhookReceiverScene.SECRET));
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings") && message.has("custom_session_id")) {
            chat.speak("greeting", "Hello", Sound.tone(1_013, RATE_HZ, 200, 12_000), RATE_HZ);
            chat.endTurn();
            for (int i = 1; i <= 3; i++) {
                int turn = i;
                chat.after(700L * i, () -> answer(chat, "No, number " + turn + "!", Map.of("anger", 0.7)));
            }
            chat.after(3_200, () -> answer(chat, "I cannot bear this", Map.of("distress", 0.9, "anger", 0.5)));
        }
        String context = message.at("/context/text").asText();
        if (!context.isEmpty()) {
            told.add(context);
        }
    }

    private static void answer(ScriptedEvi.Chat chat, String said, Map<String, Double> scores) {
        chat.understood(said, scores);
        chat.speak(
                "answer-" + said.length() + said.hashCode(), "I see", Sound.tone(1_013, RATE_HZ, 100, 12_000), RATE_HZ);
        chat.endTurn();
    }
}
