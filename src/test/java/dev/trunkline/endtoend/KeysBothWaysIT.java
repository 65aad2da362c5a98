package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that the agent presses, and keys that it asks for, over the whole line. */
class KeysBothWaysIT {

    private static final String KEYS = "4711#*0D";
    private static final String CARD = "4111111111114242";
    private static final String SECRET = "a-secret-of-more-than-24-characters";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final List<Boolean> signed = new CopyOnWriteArrayList<>();

    @Test
    void theTelephoneHearsTheKeysThatTheAgentPresses() throws Exception {
        Retake.whenSpoilt(this::agentPresses);
    }

    private void agentPresses(Consumer<PhoneRecord> placed) throws Exception {
        received.clear();
        try (ScriptedEvi evi = new ScriptedEvi((chat, message) -> {
                    if (isFirst(message)) {
                        chat.speak("m1", "One moment.", Sound.tone(440, 24_000, 600, 8_000), 24_000);
                        chat.callTool("t1", "press_keys", "{\"keys\":\"" + KEYS + "\"}");
                    }
                });
                WholeLine line = new WholeLine(evi)) {
            PhoneRecord phone = line.carrier()
                    .place(line.call(
                            CallerScript.of(new CallerStep.AwaitAgent(1_000, 10_000), new CallerStep.HangUp())))
                    .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            placed.accept(phone);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(phone.audio().keysHeard()).isEqualTo(KEYS);
            assertThat(WholeLine.complaints(phone)).isEmpty();
            if (!Hum.isMachineTooBusy(phone)) {
                assertThat(phone.quality().underruns()).isZero();
            }
            assertThat(bridge.path("transcript").findValuesAsText("heardText"))
                    .containsExactly("One moment.", "(keys 4 7 1 1 # * 0 D)");
            assertThat(answers()).containsExactly("The keys were pressed: " + KEYS + ".");
        }
    }

    @Test
    void maskedDigitsReachTheReceiverAndNobodyElse(@TempDir Path folder) throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/digits", this::take);
        receiver.start();
        Path config = Files.writeString(
                folder.resolve("trunkline.yaml"),
                "keys:\n  deliverTo: http://127.0.0.1:" + receiver.getAddress().getPort() + "/digits\n");
        try (ScriptedEvi evi = new ScriptedEvi((chat, message) -> {
                    if (isFirst(message)) {
                        chat.speak("m1", "Your card, please.", Sound.tone(440, 24_000, 600, 8_000), 24_000);
                        chat.callTool(
                                "t1",
                                "collect_digits",
                                "{\"min\":12,\"max\":19,\"masked\":true,\"purpose\":\"card_number\"}");
                    } else if (message.path("type").asText().equals("tool_response")) {
                        chat.speak("m2", "Thank you.", Sound.tone(440, 24_000, 600, 8_000), 24_000);
                        chat.endTurn();
                    }
                });
                WholeLine line = new WholeLine(
                        evi.uri(), Map.of("TRUNKLINE_KEYS_SECRET", SECRET), config, ClientTls.platform())) {
            PhoneRecord phone = line.carrier()
                    .place(line.call(CallerScript.of(
                            new CallerStep.AwaitAgent(500, 10_000),
                            new CallerStep.Press(CARD + "#"),
                            new CallerStep.AwaitAgent(500, 10_000),
                            new CallerStep.HangUp())))
                    .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(posted).singleElement().satisfies(body -> {
                JsonNode json = JSON.readTree(body);
                assertThat(json.path("digits").asText()).isEqualTo(CARD);
                assertThat(json.path("purpose").asText()).isEqualTo("card_number");
                assertThat(json.path("call_sid").asText()).isEqualTo(phone.callSid());
            });
            assertThat(signed).containsExactly(true);
            assertThat(answers())
                    .containsExactly(
                            "The caller entered 16 digits ending in 4242. They were delivered, and are called tok_7.");
            assertThat(received.toString()).as("what EVI was sent").doesNotContain("41111");
            assertThat(bridge.toString()).as("the record").doesNotContain("41111");
            assertThat(bridge.path("digits").asText()).isEqualTo("\u2022".repeat(17));
        } finally {
            receiver.stop(0);
        }
    }

    private boolean isFirst(JsonNode message) {
        if (!message.path("type").asText().equals("audio_input")) {
            received.add(message);
        }
        return received.size() == 1 && message.path("type").asText().equals("session_settings");
    }

    private List<String> answers() {
        return received.stream()
                .filter(message -> message.path("type").asText().startsWith("tool_"))
                .map(message -> message.path("content").asText())
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        posted.add(new String(body, StandardCharsets.UTF_8));
        signed.add(isSigned(
                body,
                exchange.getRequestHeaders().getFirst("X-Trunkline-Timestamp"),
                exchange.getRequestHeaders().getFirst("X-Trunkline-Signature")));
        byte[] answer = "{\"token\":\"tok_7\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static boolean isSigned(byte[] body, String timestamp, String signature) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(body);
            mac.update(("." + timestamp).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal()).equals(signature);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
