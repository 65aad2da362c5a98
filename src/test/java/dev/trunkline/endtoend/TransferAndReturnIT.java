package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.SideBySide;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EVI puts the caller through; when nobody answers, the caller comes back to the same conversation. */
@SideBySide
class TransferAndReturnIT {

    private static final String REASON = "A bill was paid twice";
    private static final String SUMMARY = "Wants the second payment back";

    private final List<JsonNode> sessions = new CopyOnWriteArrayList<>();
    private final List<JsonNode> answers = new CopyOnWriteArrayList<>();
    private volatile int agentRateHz = Dialect.EVI.speaksHz();

    @Test
    void nobodyAnswers() throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(evi)) {
            PhoneRecord phone = call(line, new Callee.NoAnswer(300));
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(phone.carrier().dialled())
                    .singleElement()
                    .returns("no-answer", PhoneRecord.Dialled::outcome)
                    .returns("+15550100001", PhoneRecord.Dialled::number);
            assertThat(phone.streams()).hasSize(2);
            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);

            assertThat(evi.chats()).hasSize(2);
            assertThat(evi.chats().get(1).request().queryValue("resumed_chat_group_id"))
                    .isEqualTo("group-1");
            assertThat(sessions.get(0).path("context").path("text").asText()).doesNotContain("transfer");
            assertThat(sessions.get(1).path("context").path("text").asText())
                    .contains("transfer", "billing", "no-answer");

            assertThat(answers)
                    .extracting(answer -> answer.path("type").asText())
                    .containsExactly("tool_response", "tool_response");
            assertThat(bridge.path("toolCalls").findValuesAsText("name")).containsExactly("transfer_call", "hang_up");
            assertThat(bridge.path("events").findValuesAsText("detail")).contains("transferred", "agent_hung_up");
            assertThat(bridge.path("end").asText()).isEqualTo("agent_hung_up");
            assertThat(bridge.path("chatGroupId").asText()).isEqualTo("group-1");
            assertThat(bridge.path("transcript").findValuesAsText("heardText"))
                    .containsExactly("I put you through", "Nobody is there");
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aPersonAnswersAndHasBeenToldWhy(Dialect dialect, @TempDir Path directory) throws Exception {
        agentRateHz = dialect.speaksHz();
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(dialect, evi.port(), directory)) {
            PhoneRecord phone = call(line, new Callee.Answers(200, null, 500));
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(phone.carrier().dialled()).singleElement().satisfies(dialled -> {
                assertThat(dialled.outcome()).isEqualTo("answered");
                assertThat(dialled.whisper()).contains(REASON, SUMMARY);
            });
            assertThat(phone.streams()).hasSize(1);
            assertThat(evi.chats()).hasSize(1);
            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(bridge.path("end").asText()).isEqualTo("transferred");
            assertThat(bridge.path("transferredTo").asText()).isEqualTo("billing");
        }
    }

    @Test
    void aPersonWhoHangsUpDuringTheWhisperHasNotTalked() throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(evi)) {
            PhoneRecord phone = call(line, new Callee.Declines(100));

            assertThat(phone.carrier().dialled()).singleElement().returns("declined", PhoneRecord.Dialled::outcome);
            assertThat(evi.chats()).hasSize(2);
            assertThat(sessions.get(1).path("context").path("text").asText())
                    .contains("transfer", "billing", "the person did not take the call");
            assertThat(line.recordOf(phone.callSid()).path("end").asText()).isEqualTo("agent_hung_up");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client:alice",
                "sip:alice@example.com:5060;transport=tls",
                "whatsapp:+14155550100",
                "+anonymous",
                "anonymous",
                "+266696687",
                "Restricted",
                "12345",
                "ACME",
                ""
            })
    void aPersonIsReachedWhoeverCalls(String from) throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(evi)) {
            PhoneRecord phone = call(line, new Callee.Answers(50, null, 100), from);

            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.carrier().dialled()).singleElement().returns("answered", PhoneRecord.Dialled::outcome);
            assertThat(line.recordOf(phone.callSid()).path("end").asText()).isEqualTo("transferred");
        }
    }

    @Test
    void nobodyIsRungWhereTwilioWouldRefuseIt() throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(evi)) {
            PhoneCall call = line.call(CallerScript.of())
                    .withNumbers("client:alice", "client:desk")
                    .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.Answers(50, null, 100)));

            PhoneRecord phone = line.carrier().place(call).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.carrier().dialled()).isEmpty();
            assertThat(sessions).hasSize(1);
            assertThat(answers.get(0).path("type").asText()).isEqualTo("tool_error");
            assertThat(answers.get(0).path("error").asText()).contains("callerId");
            assertThat(line.recordOf(phone.callSid()).path("end").asText()).isEqualTo("agent_hung_up");
        }
    }

    private static PhoneRecord call(WholeLine line, Callee callee) throws Exception {
        return call(line, callee, "+14155550100");
    }

    private static PhoneRecord call(WholeLine line, Callee callee, String from) throws Exception {
        PhoneCall call = line.call(CallerScript.of())
                .withNumbers(from, "+18005550199")
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, callee));
        return line.carrier().place(call).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            sessions.add(message);
            boolean first = chat.number() == 1;
            chat.speak(
                    "words-" + chat.number(),
                    first ? "I put you through" : "Nobody is there",
                    Sound.tone(1_013, agentRateHz, 400, 12_000),
                    agentRateHz);
            if (first) {
                String parameters =
                        "{\"destination\":\"billing\",\"reason\":\"" + REASON + "\",\"summary\":\"" + SUMMARY + "\"}";
                chat.callTool("tool-1", "transfer_call", parameters);
            } else {
                chat.callTool("tool-2", "hang_up", "{}");
            }
        } else if (type.startsWith("tool_")) {
            answers.add(message);
            if (type.equals("tool_error")) {
                chat.callTool("tool-2", "hang_up", "{}");
            }
            chat.endTurn();
        }
    }
}
