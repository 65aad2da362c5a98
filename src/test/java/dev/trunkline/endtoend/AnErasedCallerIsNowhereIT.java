package dev.trunkline.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.testing.FreePort;
import dev.trunkline.testing.LivingFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge that keeps all that it can: records, recordings, flights, events that nobody takes. One caller is erased, the other stays. */
class AnErasedCallerIsNowhereIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RATE_HZ = 24_000;
    private static final String CALLED = "+18005550199";
    private static final String ERASED = "+14155559871";
    private static final String ERASED_WORD = "glockenspielcanary";
    private static final String OTHER = "+14155550144";
    private static final String OTHER_WORD = "vibraphonecanary";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @TempDir
    private Path elsewhere;

    private URI admin;

    @Test
    void noFileAndNoNameOfAFileTellsOfHim() throws Exception {
        int adminPort = FreePort.find();
        admin = URI.create("http://127.0.0.1:" + adminPort);
        try (ScriptedEvi evi = new ScriptedEvi(AnErasedCallerIsNowhereIT::onMessage);
                WebhookReceiverScene receiver = new WebhookReceiverScene();
                SimulatedCarrier carrier = SimulatedCarrier.start(CarrierSettings.local());
                BridgeProcess bridge = bridge(evi, receiver, adminPort)) {
            receiver.answers(event -> new WebhookReceiverScene.Reply(500, ""));
            URI webhook = bridge.webhook();
            String erasedSid = call(carrier, webhook, ERASED);
            String otherSid = call(carrier, webhook, OTHER);
            await().atMost(SOON)
                    .until(() -> ask("GET", "/api/records").path("records").size() == 2);
            await().atMost(SOON).until(() -> flights() == 2);
            await().atMost(SOON)
                    .until(() -> !namesWith(erasedSid).isEmpty()
                            && !namesWith(otherSid).isEmpty());
            assertThat(filesWith(ERASED.substring(1))).isNotEmpty();
            assertThat(filesWith(ERASED_WORD)).isNotEmpty();

            JsonNode receipt = ask("DELETE", "/api/callers/%2B14155559871");

            JsonNode erased = receipt.path("erased");
            assertThat(receipt.path("error").isNull()).as(receipt.toString()).isTrue();
            for (String place : List.of("records", "recordings", "flights", "webhooks")) {
                assertThat(erased.path(place).asInt())
                        .as(place + " in " + receipt)
                        .isPositive();
            }
            nothingIsLeft(erasedSid);
            assertThat(flights()).isEqualTo(1);
            assertThat(namesWith(otherSid)).isNotEmpty();
            assertThat(filesWith(OTHER_WORD)).isNotEmpty();

            bridge.terminate();
            assertThat(bridge.exitStatus()).isZero();
            nothingIsLeft(erasedSid);
            assertThat(bridge.log())
                    .noneMatch(line -> line.contains(ERASED.substring(1)) || line.contains(ERASED_WORD));
        }
    }

    private void nothingIsLeft(String callSid) {
        assertThat(filesWith(ERASED.substring(1))).isEmpty();
        assertThat(filesWith(ERASED_WORD)).isEmpty();
        assertThat(namesWith(callSid)).isEmpty();
    }

    /** Its sid. */
    private String call(SimulatedCarrier carrier, URI webhook, String from) throws Exception {
        PhoneCall call = PhoneCall.to(webhook, CallerScript.of())
                .withNumbers(from, CALLED)
                .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS));
        return carrier.place(call).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS).callSid();
    }

    private long flights() {
        return LivingFolder.files(data.resolve("flights")).size();
    }

    private List<Path> filesWith(String text) {
        return LivingFolder.files(data).stream()
                .filter(file -> holds(file, text))
                .toList();
    }

    private List<Path> namesWith(String text) {
        return LivingFolder.all(data).stream()
                .filter(file -> file.toString().contains(text))
                .toList();
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // is gone
        }
    }

    private JsonNode ask(String method, String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(admin.resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 503 ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private BridgeProcess bridge(ScriptedEvi evi, WebhookReceiverScene receiver, int adminPort) throws Exception {
        Path config = elsewhere.resolve("trunkline.yaml");
        Files.writeString(config, """
                routes:
                  - {name: default, numbers: ['*'], recording: 'on'}
                webhooks:
                  - {name: crm, url: '%s', secret: '%s', private: true}
                """.formatted(receiver.url(), WebhookReceiverScene.SECRET));
        return BridgeProcess.start(
                Map.of(
                        "EVI_URL",
                        evi.uri().toString(),
                        "TRUNKLINE_PORT",
                        "0",
                        "TRUNKLINE_ADMIN_PORT",
                        Integer.toString(adminPort),
                        "TRUNKLINE_BIND",
                        "127.0.0.1",
                        "TRUNKLINE_DATA_DIR",
                        data.toString(),
                        "TRUNKLINE_FLIGHT_DIR",
                        data.resolve("flights").toString()),
                "serve",
                "--config",
                config.toString());
    }

    private static void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            chat.after(0, () -> {
                chat.understood("My word is " + (chat.number() == 1 ? ERASED_WORD : OTHER_WORD));
                chat.speak("last", "Goodbye", Sound.tone(1_013, RATE_HZ, 300, 12_000), RATE_HZ);
                chat.callTool("tool-1", "hang_up", "{}");
            });
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }
}
