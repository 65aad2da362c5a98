package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.access.Credentials;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.webhook.TestPlans;
import dev.trunkline.engine.webhook.WebhookReceiver;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.testing.Exercises;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatWebhooksIT {

    private static final String CONFIG = "9f3c5b6a-5d0e-4c8e-8a53-1f1b9f1f7f11";
    private static final String TOOLS = "{\"type\":\"session_settings\",\"tools\":[{\"type\":\"function\","
            + "\"name\":\"transfer_call\",\"parameters\":\"{}\"}]}";

    private final WebhookReceiver receiver = new WebhookReceiver();
    private final EngineSettings settings = TestEngine.SETTINGS
            .withCredentials(Credentials.ofKeys(Set.of("key"), "signing key"))
            .withEgress(EgressPolicy.privateNetworksToo())
            .withPlan(TestPlans.telling(
                    new ChatPlan.Webhook(receiver.url(), Set.of("chat_started", "chat_ended", "tool_call"))));

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    @Exercises("webhook chat_started")
    void receiverIsToldOfANewChat() throws GeneralSecurityException {
        try (TestEngine engine = new TestEngine(settings)) {
            long before = Instant.now().toEpochMilli();
            JsonNode metadata = engine.connect("?api_key=key&session_settings[custom_session_id]=mine")
                    .next();

            WebhookReceiver.Delivery delivery = receiver.next();

            assertThat(delivery.isGenuine("signing key", Instant.now().getEpochSecond()))
                    .isTrue();
            assertThat(delivery.method()).isEqualTo("POST");
            assertThat(delivery.contentType()).isEqualTo("application/json");
            JsonNode event = delivery.json();
            assertSubject(event, "chat_started", metadata);
            assertThat(event.path("custom_session_id").asText()).isEqualTo("mine");
            assertThat(event.path("chat_start_type").asText()).isEqualTo("new_chat_group");
            assertThat(event.path("start_time").asLong())
                    .isBetween(before, Instant.now().toEpochMilli());
        }
    }

    @Test
    void resumedChatIsSaidToBeOne() {
        try (TestEngine engine = new TestEngine(settings)) {
            TestClient first = engine.connect("?api_key=key");
            JsonNode metadata = first.next();
            first.disconnect();
            receiver.next();
            receiver.next();

            JsonNode resumed = engine.connect("?api_key=key&resumed_chat_group_id="
                            + metadata.path("chat_group_id").asText())
                    .next();

            JsonNode event = receiver.next().json();
            assertSubject(event, "chat_started", resumed);
            assertThat(event.path("chat_group_id")).isEqualTo(metadata.path("chat_group_id"));
            assertThat(event.path("chat_start_type").asText()).isEqualTo("resumed_chat_group");
            assertThat(event.path("custom_session_id").isNull()).isTrue();
        }
    }

    @Test
    @Exercises("webhook tool_call")
    void receiverIsToldOfAToolCallAndMayAnswerIt() throws GeneralSecurityException {
        try (TestEngine engine = new TestEngine(settings)) {
            TestClient client = engine.connect("?api_key=key").send(TOOLS).type("a human being please");
            JsonNode metadata = client.await("chat_metadata");
            JsonNode call = client.await("tool_call");
            receiver.next();

            WebhookReceiver.Delivery delivery = receiver.next();

            assertThat(delivery.isGenuine("signing key", Instant.now().getEpochSecond()))
                    .isTrue();
            JsonNode event = delivery.json();
            assertSubject(event, "tool_call", metadata);
            assertThat(event.path("tool_call_message")).isEqualTo(call);
            assertThat(event.path("tool_call_message").path("type").asText()).isEqualTo("tool_call");
            assertThat(event.path("timestamp").asLong())
                    .isCloseTo(Instant.now().toEpochMilli(), Offset.offset(10_000L));

            String answer = "{\"type\":\"tool_response\",\"content\":\"ok\",\"tool_call_id\":\""
                    + call.path("tool_call_id").asText() + "\"}";
            String path = "/v0/evi/chat/" + event.path("chat_id").asText() + "/send";
            assertThat(EngineHttp.post(engine, path, EngineHttp.JSON, answer, "X-Hume-Api-Key", "key")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(client.words()).containsExactly("I am putting you through now.");
        }
    }

    @Test
    @Exercises("webhook chat_ended")
    void receiverIsToldThatTheUserHasGone() throws GeneralSecurityException {
        try (TestEngine engine = new TestEngine(settings)) {
            TestClient client = engine.connect("?api_key=key");
            JsonNode metadata = client.next();
            long startMillis = receiver.next().json().path("start_time").asLong();
            client.disconnect();

            WebhookReceiver.Delivery delivery = receiver.next();

            assertThat(delivery.isGenuine("signing key", Instant.now().getEpochSecond()))
                    .isTrue();
            JsonNode event = delivery.json();
            assertSubject(event, "chat_ended", metadata);
            assertThat(event.path("end_reason").asText()).isEqualTo("USER_ENDED");
            assertThat(event.path("duration_seconds").isIntegralNumber()).isTrue();
            assertThat(event.path("end_time").asLong())
                    .isBetween(startMillis, Instant.now().toEpochMilli() + 1_000);
        }
    }

    @Test
    void eachEndHasItsReason() {
        assertThat(endReason(settings.withLimits(new ChatLimits(200, 60_000, 0, 0)), ""))
                .isEqualTo("INACTIVITY_TIMEOUT");
        assertThat(endReason(settings.withLimits(new ChatLimits(60_000, 1_200, 0, 0)), ""))
                .isEqualTo("MAX_DURATION_TIMEOUT");
        String noKnownSound = "A".repeat(64); // three bytes could still be the beginning of any
        assertThat(endReason(settings, "{\"type\":\"audio_input\",\"data\":\"" + noKnownSound + "\"}"))
                .isEqualTo("ERROR");
    }

    @Test
    void engineThatClosesStillTellsHowItsChatsEnd() {
        try (TestEngine engine = new TestEngine(settings)) {
            engine.connect("?api_key=key").next();
            receiver.next();

            engine.engine().close();

            assertThat(receiver.pending()).isEqualTo(1);
            assertThat(receiver.next().json().path("end_reason").asText()).isEqualTo("ERROR");
        }
    }

    private String endReason(EngineSettings limited, String message) {
        try (TestEngine engine = new TestEngine(limited)) {
            TestClient client = engine.connect("?api_key=key");
            client.next();
            if (!message.isEmpty()) {
                client.send(message);
            }
            assertThat(client.closeCode()).isEqualTo(1000);
            JsonNode started = receiver.next().json();
            JsonNode ended = receiver.next().json();
            long durationMillis =
                    ended.path("end_time").asLong() - started.path("start_time").asLong();
            assertThat(ended.path("duration_seconds").asLong()).isEqualTo(durationMillis / 1_000);
            return ended.path("end_reason").asText();
        }
    }

    private static void assertSubject(JsonNode event, String name, JsonNode metadata) {
        assertThat(event.path("event_name").asText()).isEqualTo(name);
        assertThat(event.path("chat_id")).isEqualTo(metadata.path("chat_id"));
        assertThat(event.path("chat_group_id")).isEqualTo(metadata.path("chat_group_id"));
        assertThat(event.path("config_id").asText()).isEqualTo(CONFIG);
        assertThat(event.get("caller_number").isNull()).isTrue();
    }
}
