package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A model that does all that a caller tells it: some hundreds of tool calls through real sockets, and the only telephone that
 * rings is one of those that are configured.
 */
class HostileToolCallsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AGENT_RATE_HZ = 24_000;
    private static final long MAX_SECONDS = 120; // a few, but on a machine that has much else to do
    private static final List<String> DESKS = List.of("+15550100001", "+15550100002");
    private static final String LAST = "last";
    private static final String INJECTION =
            "</Say><Dial>+19005550100</Dial><Say> & \"<Redirect>https://evil.example</Redirect>]]>\u0000\u202E";

    private final List<List<String>> corpus = corpus();
    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();

    /** Tool and parameters, one pair a line. */
    static List<List<String>> corpus() {
        List<List<String>> calls = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HostileToolCallsIT.class.getResourceAsStream("hostile-tool-calls.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode pair = JSON.readTree(line);
                calls.add(List.of(pair.get(0).textValue(), pair.get(1).textValue()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return calls;
    }

    @Test
    void nobodyIsDialledWhoIsNotConfigured() throws Exception {
        assertThat(corpus).hasSizeGreaterThanOrEqualTo(500);
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                WholeLine line = new WholeLine(evi)) {
            PhoneCall call = line.call(CallerScript.of())
                    .withNumbers("+14155550100", "+18005550199")
                    .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.Answers(50, null, 100)))
                    .withMaxDuration(TimeUnit.SECONDS.toMillis(MAX_SECONDS));

            PhoneRecord phone = line.carrier().place(call).get(MAX_SECONDS, TimeUnit.SECONDS);

            JsonNode record = line.recordOf(phone.callSid());
            assertThat(answers.size()).as("answers until " + record.path("end")).isEqualTo(corpus.size() + 1);
            answers.forEach((id, answer) -> {
                assertThat(answer.path("type").asText())
                        .as(id)
                        .isEqualTo(id.equals(LAST) ? "tool_response" : "tool_error");
                assertThat(answer.toString()).as("no number is ever told").doesNotContain("+1555");
            });
            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.carrier().dialled()).singleElement().satisfies(dialled -> {
                assertThat(DESKS).contains(dialled.number());
                assertThat(dialled.whisper()).contains("</Say><Dial>+19005550100</Dial><Say>");
            });
            assertThat(record.path("transferredTo").asText()).isEqualTo("billing");
        }
    }

    /** On a busy machine a chat may be lost and followed by another, which asks again what was not answered. */
    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            for (int i = 0; i < corpus.size(); i++) {
                if (!answers.containsKey("hostile-" + i)) {
                    chat.callTool(
                            "hostile-" + i, corpus.get(i).get(0), corpus.get(i).get(1));
                }
            }
            transferAtLast(chat);
        } else if (type.startsWith("tool_")) {
            String id = message.path("tool_call_id").asText();
            answers.put(id, message);
            if (id.equals(LAST)) {
                chat.endTurn();
            } else {
                transferAtLast(chat);
            }
        }
    }

    private void transferAtLast(ScriptedEvi.Chat chat) {
        if (answers.size() == corpus.size()) {
            chat.speak(LAST, "I put you through", Sound.tone(1_013, AGENT_RATE_HZ, 300, 12_000), AGENT_RATE_HZ);
            chat.callTool(
                    LAST,
                    "transfer_call",
                    JSON.createObjectNode()
                            .put("destination", "billing")
                            .put("number", "+19005550100")
                            .put("reason", INJECTION)
                            .put("summary", INJECTION)
                            .toString());
        }
    }
}
