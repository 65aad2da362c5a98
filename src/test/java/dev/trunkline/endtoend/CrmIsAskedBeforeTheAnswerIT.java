package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.endtoend.WebhookReceiverScene.Got;
import dev.trunkline.endtoend.WebhookReceiverScene.Reply;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a CRM says of a caller reaches the agent, or keeps the caller from it; what it does not say costs nobody more than a moment. */
class CrmIsAskedBeforeTheAnswerIT {

    private static final int RATE_HZ = 24_000;

    @TempDir
    private Path folder;

    private final List<JsonNode> sessions = new CopyOnWriteArrayList<>();
    private WebhookReceiverScene crm;
    private ScriptedEvi evi;
    private WholeLine line;

    @BeforeEach
    void begin() throws Exception {
        crm = new WebhookReceiverScene();
        evi = new ScriptedEvi(this::onMessage);
        serve(5_000); // whoever answers does so in time, though the machine stands still meanwhile
    }

    private void serve(int timeoutMillis) throws Exception {
        Path config = Files.writeString(
                folder.resolve("trunkline.yaml"), """
                preAnswer: {url: "%s", secret: %s, timeoutMillis: %d}
                routes:
                  - name: default
                    numbers: ["*"]
                    variables: {company: Example, greeting: Hello.}
                    destinations:
                      - {name: billing, number: "+15550100001"}
                  - {name: vip, numbers: ["+15550100077"], variables: {company: Gold}}
                """.formatted(crm.url(), WebhookReceiverScene.SECRET, timeoutMillis));
        line = new WholeLine(evi, config);
    }

    @AfterEach
    void end() {
        line.close();
        evi.close();
        crm.close();
    }

    @Test
    void variablesRouteGreetingAndLanguageReachTheAgent() throws Exception {
        crm.answers(
                body -> new Reply(
                        200,
                        "{\"variables\":{\"name\":\"Zoë\",\"points\":7},\"route\":\"vip\",\"greeting\":\"Hello Zoë!\",\"language\":\"German\"}"));

        PhoneRecord phone = call();

        assertThat(crm.got).singleElement().satisfies(got -> {
            assertThat(got.isSigned()).isTrue();
            assertThat(got.body().path("event").asText()).isEqualTo("call.ringing");
            assertThat(got.body().path("from").asText()).isEqualTo("+14155550100");
            assertThat(got.body().path("to").asText()).isEqualTo("+18005550199");
            assertThat(got.body().path("callSid").asText()).isEqualTo(phone.callSid());
        });
        JsonNode variables = sessions.get(0).path("variables");
        assertThat(variables.path("name").asText()).isEqualTo("Zoë");
        assertThat(variables.path("points").asText()).isEqualTo("7");
        assertThat(variables.path("company").asText()).isEqualTo("Gold");
        assertThat(variables.path("greeting").asText()).isEqualTo("Hello Zoë!");
        assertThat(sessions.get(0).at("/context/text").asText()).contains("Hello Zoë!", "German");
        assertThat(line.recordOf(phone.callSid()).path("route").asText()).isEqualTo("vip");
        assertThat(counted("answered")).isEqualTo(1);
    }

    @Test
    void aCallerIsRefusedWithATone() throws Exception {
        crm.answers(body -> new Reply(200, "{\"refuse\":{\"with\":\"busy\"}}"));

        assertThat(call().ending().status()).isEqualTo("busy");
        assertThat(sessions).isEmpty();
        assertThat(counted("refused")).isEqualTo(1);
    }

    @Test
    void aCallerIsRefusedWithWords() throws Exception {
        crm.answers(body -> new Reply(200, "{\"refuse\":{\"with\":\"words\",\"words\":\"We are closed.\"}}"));

        assertThat(call().carrier().said()).extracting(PhoneRecord.Said::words).containsExactly("We are closed.");
        assertThat(sessions).isEmpty();
    }

    @Test
    void aCallerIsPutThroughAtOnce() throws Exception {
        crm.answers(body -> new Reply(200, "{\"transfer\":\"billing\"}"));

        PhoneRecord phone = call();

        assertThat(phone.carrier().dialled())
                .singleElement()
                .returns("+15550100001", PhoneRecord.Dialled::number)
                .returns("answered", PhoneRecord.Dialled::outcome);
        assertThat(sessions).isEmpty();
        assertThat(counted("transferred")).isEqualTo(1);
    }

    @Test
    void anAnswerWithAMistakeInItCountsAsNone() throws Exception {
        crm.answers(body -> new Reply(200, "{\"variables\":{\"name\":\"Zoë\"},\"colour\":\"red\"}"));

        call();

        assertThat(sessions.get(0).path("variables").has("name")).isFalse();
        assertThat(sessions.get(0).path("variables").path("greeting").asText()).isEqualTo("Hello.");
        assertThat(counted("bad_answer")).isEqualTo(1);
    }

    @Test
    void oneThatDoesNotAnswerCostsAMomentAndSoonNobodyAnything() throws Exception {
        line.close();
        serve(400);
        crm.answers(body -> new Reply(0, ""));
        for (int i = 0; i < 5; i++) {
            call();
        }
        assertThat(counted("timeout")).isEqualTo(5);

        call();

        assertThat(counted("skipped")).isEqualTo(1);
        assertThat(crm.got).hasSize(5).allMatch(Got::isSigned);
        assertThat(sessions).hasSize(6);
    }

    private PhoneRecord call() throws Exception {
        PhoneCall call = line.call(CallerScript.of())
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.Answers(50, null, 100)));
        return line.carrier().place(call).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    private long counted(String outcome) {
        return line.get("/metrics?name[]=trunkline_pre_answers_total")
                .lines()
                .filter(each -> each.contains("outcome=\"" + outcome + "\""))
                .mapToLong(each -> (long) Double.parseDouble(each.substring(each.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings") && message.has("custom_session_id")) {
            sessions.add(message);
            chat.speak("goodbye", "Goodbye", Sound.tone(1_013, RATE_HZ, 200, 12_000), RATE_HZ);
            chat.callTool("tool-" + chat.number(), "hang_up", "{}");
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }
}
