package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.webhook.WebhookReceiver;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.egress.EgressPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes name configs of the engine: what they say holds for their calls, and those that do not exist are noticed. */
class EngineConfigsOfRoutesIT {

    private static final String CONFIGURED = "+18005550101";
    private static final String UNKNOWN = "+18005550102";
    private static final String SORRY = "Nobody can take your call.";
    private static final PitchEars EARS = new PitchEars("speak to a person");

    private static final WebhookReceiver RECEIVER = new WebhookReceiver();
    private static ServedEngine engine;
    private static WholeLine line;
    private static String config;

    @BeforeAll
    static void storeAConfig(@TempDir Path folder) throws Exception {
        engine = new ServedEngine(TestEngine.SETTINGS.withEgress(EgressPolicy.privateNetworksToo()), EARS);
        config = engine.config("of a route", """
                "event_messages": {"on_new_chat": {"enabled": true, "text": "This is {{company}}."}},
                "timeouts": {"inactivity": {"enabled": true, "duration_secs": 30}},
                "nudges": {"enabled": true, "interval_secs": 2},
                "webhooks": [{"url": "%s", "events": ["chat_started", "tool_call", "chat_ended"]}]
                """.formatted(RECEIVER.url()));
        Path routes = Files.writeString(
                folder.resolve("trunkline.yaml"), """
                routes:
                  - name: configured
                    numbers: ["%s"]
                    configId: %s
                    variables:
                      company: Example Telecom
                    destinations:
                      - name: billing
                        number: "+15550100001"
                  - name: mistaken
                    numbers: ["%s"]
                    configId: %s
                    fallback:
                      words: %s
                """.formatted(CONFIGURED, config, UNKNOWN, UUID.randomUUID(), SORRY));
        line = new WholeLine(engine.uri(), routes);
    }

    @AfterAll
    static void close() {
        line.close();
        engine.close();
        RECEIVER.close();
    }

    @Test
    void callIsHeldAsTheConfigSaysAndItsWebhooksAreTold() throws Exception {
        PhoneRecord phone = call(
                CONFIGURED,
                CallerScript.of(
                        new CallerStep.AwaitAgent(Combination.QUIET_MILLIS, 10_000),
                        new CallerStep.Pause(2_500), // in which the agent asks, 2 s after its last word, and not again
                        EARS.say("speak to a person")));
        JsonNode bridge = line.recordOf(phone.callSid());

        assertThat(Hum.said(bridge))
                .containsExactly(
                        "This is Example Telecom.",
                        "Are you still there?",
                        "Of course.",
                        "I will find someone for you.",
                        "I am putting you through now.");
        Hum.assertHeard(phone, Hum.said(bridge));
        Hum.assertFlawless(phone, bridge);
        assertThat(bridge.path("transferredTo").asText()).isEqualTo("billing");

        List<JsonNode> told = List.of(
                RECEIVER.next().json(), RECEIVER.next().json(), RECEIVER.next().json());
        JsonNode chat =
                engine.endedChats(bridge.path("chatGroupId").asText(), 1).get(0);
        assertThat(told)
                .extracting(event -> event.path("event_name").asText())
                .containsExactly("chat_started", "tool_call", "chat_ended");
        assertThat(told).allSatisfy(event -> {
            assertThat(event.path("chat_id")).isEqualTo(chat.path("id"));
            assertThat(event.path("chat_group_id")).isEqualTo(bridge.path("chatGroupId"));
            assertThat(event.path("config_id").asText()).isEqualTo(config);
        });
        assertThat(told.get(1).path("tool_call_message").path("name").asText()).isEqualTo("transfer_call");
        assertThat(told.get(2).path("end_reason").asText()).isEqualTo("USER_ENDED");
    }

    @Test
    void callOfAConfigThatIsNotThereHearsTheFallbackAtOnce() throws Exception {
        PhoneRecord phone = call(UNKNOWN, CallerScript.of());
        JsonNode bridge = line.recordOf(phone.callSid());

        assertThat(phone.carrier().said()).singleElement().satisfies(said -> {
            assertThat(said.words()).isEqualTo(SORRY);
            assertThat(said.atMillis()).isLessThan(4_000);
        });
        assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
        assertThat(phone.ending().status()).isEqualTo("completed");
        assertThat(WholeLine.complaints(phone)).isEmpty();
        assertThat(bridge.path("end").asText()).isEqualTo("ai_refused");
        assertThat(bridge.path("events").findValuesAsText("detail"))
                .as("what an operator finds in the record")
                .anySatisfy(detail -> assertThat(detail).contains("config"));
        assertThat(engine.openChats()).isZero();
    }

    private static PhoneRecord call(String number, CallerScript script) throws Exception {
        return line.carrier()
                .place(line.call(script)
                        .withNumbers("+14155550101", number)
                        .withCallees(Map.of(Callee.EVERYBODY_ELSE, new Callee.Answers(200, null, 300))))
                .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }
}
