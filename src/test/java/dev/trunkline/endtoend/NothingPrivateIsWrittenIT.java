package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.http.RawPeer;
import dev.trunkline.testing.WrittenLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Canaries are planted wherever somebody's secret, number or word may stand, in calls that go well and in all that go wrong; the
 * whole log at INFO, the audit file, the metrics and every answer to strangers are searched for them.
 */
class NothingPrivateIsWrittenIT {

    private static final int AGENT_RATE_HZ = 24_000;
    private static final String CALLER = "+15125550177";
    private static final String DIGITS = "8675309";
    private static final String CARD = "4111 1111 1111 1111";
    private static final String CALLER_NAME = "Wilhelmina Canary";
    private static final String SAID = "zanzibarsaid";
    private static final String ANSWERED = "zanzibaranswered";
    private static final String ARGUMENT = "zanzibarargument";
    private static final String TOOL = "zanzibar_tool";
    private static final String GARBAGE = "zanzibargarbage";
    private static final String ADMIN = "canary-admin-token-zanzibar-1";
    private static final String VIEWER = "canary-viewer-token-zanzibar-2";
    private static final String WRONG = "canary-wrong-token-zanzibar-3";
    private static final String HUME_KEY = "canary-hume-key-zanzibar-4";
    private static final String SECONDARY = "canary-secondary-zanzibar-5";
    private static final String KEYS_SECRET = "canary-keys-secret-zanzibar-6";
    private static final String PASSWORD = "canary-password-zanzibar-7";

    private static final List<String> CANARIES = List.of(
            CALLER,
            CALLER.substring(1),
            "5125550177",
            "5550177",
            DIGITS,
            CARD,
            "Wilhelmina",
            "zanzibar", // every secret and every word has it
            WholeLine.TOKEN);

    @TempDir
    private Path folder;

    private final List<String> shown = new CopyOnWriteArrayList<>();

    @Test
    void ofCallsThatGoWellAndOfAllThatGoWrong() throws Exception {
        Path audit = folder.resolve("audit.log");
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                admin: {tokens: [{name: monitoring, role: viewer, token: %s}]}
                keys: {deliverTo: 'http://127.0.0.1:9/digits', secret: %s}
                call: {goodbye: protected}
                routes:
                  - name: main
                    numbers: ["*"]
                    destinations: [{name: billing, number: "+15550100001"}]
                    fallback: {words: "Sorry.", number: "+15550100009"}
                """.formatted(VIEWER, KEYS_SECRET));
        Map<String, String> environment = new HashMap<>(Map.of(
                "TRUNKLINE_ADMIN_TOKEN",
                ADMIN,
                "TWILIO_AUTH_TOKEN_SECONDARY",
                SECONDARY,
                "HUME_API_KEY",
                HUME_KEY,
                "TRUNKLINE_AUDIT_FILE",
                audit.toString()));
        try (WrittenLog log = WrittenLog.begin()) {
            try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                    WholeLine line = new WholeLine(evi.uri(), environment, file, ClientTls.platform())) {
                PhoneRecord transferred = place(line, new Callee.NoAnswer(100));
                assertThat(evi.chats()).hasSizeGreaterThanOrEqualTo(2);
                strangers(line.url("/").getPort());
                shown.add(asked(line.url("/").getPort(), "/metrics"));
                assertThat(shown.get(shown.size() - 1)).contains("trunkline_calls_total{", "trunkline_dials");
                // What is meant for operators does hold it, or nothing was planted at all; a busy machine leaves the
                // words out.
                assertThat(asked(line.url("/").getPort(), "/api/calls/" + transferred.callSid()))
                        .contains(CALLER, ARGUMENT, TOOL, " pays by ")
                        .doesNotContain(CARD);
            }
            mistakes();
            await().until(() -> log.text().contains("call ended"));

            assertThat(log.text())
                    .contains(
                            "call answered", "tool answered", "request refused", "admin action", "transfer", "dialled")
                    .contains("+15*******77");
            assertThat(Files.readString(audit)).contains("load_config", "dialled", "admin_token", "stop");
            shown.add(log.text());
            shown.add(Files.readString(audit));
            for (String text : shown) {
                for (String canary : CANARIES) {
                    assertThat(lines(text, canary)).as(canary).isEmpty();
                }
            }
        }
    }

    private static List<String> lines(String text, String canary) {
        return text.lines().filter(line -> line.contains(canary)).toList();
    }

    private PhoneRecord place(WholeLine line, Callee callee) throws Exception {
        PhoneCall call = line.call(CallerScript.of())
                .withNumbers(CALLER, "+18005550199")
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, callee));
        return line.carrier().place(call).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    /** The first chat vanishes in the middle of a word, the second transfers in vain, the third says goodbye. */
    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            chat.understood(
                    "My name is " + CALLER_NAME + " " + SAID + " and I call from " + CALLER + ", my card is " + CARD);
            chat.sendRaw("{\"type\":\"user_message\",\"" + GARBAGE);
            chat.sendRaw(GARBAGE);
            chat.sendRaw("{\"type\":\"" + GARBAGE + "\",\"text\":\"" + GARBAGE + "\"}");
            chat.sendRaw(
                    "{\"type\":\"audio_output\",\"id\":\"" + GARBAGE + "\",\"index\":0,\"data\":\"" + GARBAGE + "!\"}");
            chat.speak(
                    "words-" + chat.number(),
                    ANSWERED + " " + CALLER,
                    Sound.tone(1_013, AGENT_RATE_HZ, 300, 12_000),
                    AGENT_RATE_HZ);
            String arguments = "{\"destination\":\"" + ARGUMENT + "\",\"summary\":\"" + ARGUMENT + CALLER + " pays by "
                    + CARD + "\"}";
            chat.callTool("unknown-" + chat.number(), TOOL, arguments);
            chat.callTool("broken-" + chat.number(), "transfer_call", "{\"" + ARGUMENT);
            chat.callTool("nobody-" + chat.number(), "transfer_call", arguments);
            if (chat.number() == 1) {
                chat.after(400, chat::vanish);
            } else if (chat.number() == 2) {
                chat.callTool(
                        "billing", "transfer_call", "{\"destination\":\"billing\",\"summary\":\"" + ARGUMENT + "\"}");
            } else {
                chat.callTool("bye", "hang_up", "{\"" + ARGUMENT + "\":1}");
            }
        } else if (type.startsWith("tool_")
                && message.path("tool_call_id").asText().matches("billing|bye")) {
            chat.endTurn();
        }
    }

    /** Those who are refused, with canaries in all that they send. */
    private void strangers(int port) throws Exception {
        String form =
                "CallSid=CA0123456789abcdef0123456789abcdef&From=" + CALLER.replace("+", "%2B") + "&CallerName=" + SAID;
        List<String> requests = new ArrayList<>();
        for (String path : List.of("/twilio/voice", "/twilio/next?call=" + SAID + "&sig=" + WRONG, "/twilio/" + SAID)) {
            requests.add("POST " + path + " HTTP/1.1\r\nHost: " + SAID + "\r\nX-Twilio-Signature: " + WRONG
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                    + "\r\n\r\n"
                    + form);
        }
        requests.add(RawPeer.upgrade("/twilio/media/" + SAID, "X-Twilio-Signature: " + WRONG + "\r\n"));
        for (String authorization : List.of("Bearer " + WRONG, "Basic " + ADMIN, "Bearer " + SECONDARY)) {
            requests.add("GET /api/calls/" + SAID + "?token=" + WRONG
                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + authorization + "\r\n\r\n");
        }
        requests.add("POST /api/calls/CA1/hangup HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + VIEWER
                + "\r\n\r\n");
        requests.add("POST /api/calls/CA1/hangup HTTP/1.1\r\nHost: localhost\r\nOrigin: https://" + SAID
                + ".example\r\nAuthorization: Bearer " + ADMIN + "\r\n\r\n");
        requests.add("POST /api/calls/CA1/hangup HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ADMIN
                + "\r\n\r\n");
        requests.add("GET /" + SAID + "%zz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requests.add(SAID + " / HTTP/9.9\r\n" + SAID + "\r\n\r\n");
        requests.add("GET / HTTP/1.1\r\nHost: localhost\r\nX-" + SAID + ": " + SAID.repeat(1_000) + "\r\n\r\n");
        for (String request : requests) {
            try (RawPeer peer = new RawPeer(port)) {
                RawPeer.Response answer = peer.send(request).readResponse();
                assertThat(answer.status()).as(request).isGreaterThanOrEqualTo(400);
                shown.add(answer.head() + answer.body());
            }
        }
    }

    private static String asked(int port, String path) throws Exception {
        try (RawPeer peer = new RawPeer(port)) {
            return peer.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ADMIN
                            + "\r\n\r\n")
                    .readResponse()
                    .body();
        }
    }

    /** A configuration that cannot be: what is told of it, and what a good one says of itself. */
    private void mistakes() throws Exception {
        Map<String, String> wrong = new HashMap<>();
        wrong.put("TWILIO_AUTH_TOKEN", PASSWORD + " with a blank");
        wrong.put("TRUNKLINE_ADMIN_TOKEN", "zanzibar");
        wrong.put("HUME_API_KEY", PASSWORD + "\u00e4");
        wrong.put("EVI_URL", "wss://user:" + PASSWORD + "@evi.example/v0/evi");
        wrong.put("DATABASE_URL", "postgresql://user:" + PASSWORD + "@db.example:99999/x");
        wrong.put("REDIS_URL", "redis://user:" + PASSWORD + "@redis.example:99999");
        wrong.put("TWILIO_ACCOUNT_SID", PASSWORD);
        wrong.put("TRUNKLINE_KEYS_SECRET", "zanzibar");
        wrong.put("TRUNKLINE_EVI_API_KEYS", PASSWORD + ",a b");
        try {
            ConfigReader.read(wrong, null);
            throw new AssertionError("a configuration that cannot be was taken");
        } catch (ConfigException e) {
            assertThat(e.mistakes()).hasSizeGreaterThan(5);
            shown.add(String.valueOf(e.getMessage()));
        }
        Map<String, String> good = new HashMap<>();
        good.put("TWILIO_AUTH_TOKEN", PASSWORD);
        good.put("TWILIO_API_KEY", PASSWORD);
        good.put("TWILIO_API_SECRET", PASSWORD);
        good.put("TWILIO_ACCOUNT_SID", "AC00000000000000000000000000000001");
        good.put("TRUNKLINE_BIND", "127.0.0.1");
        good.put("TRUNKLINE_ADMIN_TOKEN", ADMIN);
        good.put("HUME_API_KEY", HUME_KEY);
        good.put("DATABASE_URL", "postgresql://user:" + PASSWORD + "@db.example/x");
        good.put("REDIS_URL", "rediss://user:" + PASSWORD + "@redis.example:6379");
        good.put("TRUNKLINE_EVI_API_KEYS", PASSWORD);
        shown.add(ConfigReader.read(good, null).toString());
    }
}
