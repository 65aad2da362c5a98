package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.endtoend.WebhookReceiverScene.Got;
import dev.trunkline.endtoend.WebhookReceiverScene.Reply;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.PhoneRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge is killed with -9 while a receiver has its webhooks and does not answer; the next process delivers each, under its key. */
class WebhooksOutliveAKilledBridgeIT {

    private static final int RATE_HZ = 24_000;
    private static final int CALLS = 6;
    private static final Pattern EVENT = Pattern.compile("\\{\"id\":\"([^\"]+)\",\"receiver\"");

    @TempDir
    private Path folder;

    @Test
    void noneIsLostAndEachHasTheKeyThatItHadBefore() throws Exception {
        try (WebhookReceiverScene receiver = new WebhookReceiverScene();
                ScriptedEvi evi = new ScriptedEvi(WebhooksOutliveAKilledBridgeIT::onMessage);
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN))) {
            receiver.answers(body -> new Reply(0, ""));
            Set<String> sids = new HashSet<>();
            try (BridgeProcess first = bridge(evi, receiver)) {
                List<CompletableFuture<PhoneRecord>> calls = new ArrayList<>();
                for (int i = 0; i < CALLS; i++) {
                    calls.add(carrier.place(PhoneCall.to(
                            first.webhook(), CallerScript.of(new CallerStep.Pause(1_000), new CallerStep.HangUp()))));
                }
                for (CompletableFuture<PhoneRecord> call : calls) {
                    sids.add(call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS).callSid());
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> written() >= 2 * CALLS && !receiver.got.isEmpty());
                first.signal("KILL");
                first.exitStatus();
            }
            Set<String> keysBefore = receiver.got.stream().map(Got::key).collect(Collectors.toSet());
            receiver.got.clear();
            receiver.answers(body -> new Reply(200, ""));

            try (BridgeProcess second = bridge(evi, receiver)) {
                second.webhook();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> receiver.taken("call.started").size()
                                        + receiver.taken("call.ended").size()
                                >= 2 * CALLS);

                for (String event : List.of("call.started", "call.ended")) {
                    assertThat(receiver.taken(event).stream()
                                    .map(body -> body.at("/call/sid").asText())
                                    .toList())
                            .as(event)
                            .containsExactlyInAnyOrderElementsOf(sids);
                }
                assertThat(receiver.got).allMatch(Got::isSigned);
                assertThat(receiver.got.stream().map(Got::key).collect(Collectors.toSet()))
                        .hasSize(2 * CALLS)
                        .containsAll(keysBefore);
                assertThat(receiver.got)
                        .allSatisfy(each ->
                                assertThat(each.body().path("id").asText()).isEqualTo(each.key()));
            }
        }
    }

    /** How many events stand in the spool. */
    private long written() throws Exception {
        Path file = folder.resolve("data/webhooks/deliveries.journal");
        String text = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        return EVENT.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .count();
    }

    private BridgeProcess bridge(ScriptedEvi evi, WebhookReceiverScene receiver) throws Exception {
        Path config = Files.writeString(
                folder.resolve("trunkline.yaml"), """
                webhooks:
                  - {name: crm, url: "%s", secret: %s, private: true, events: [call.started, call.ended]}
                """.formatted(receiver.url(), WebhookReceiverScene.SECRET));
        return BridgeProcess.start(
                Map.of(
                        "EVI_URL",
                        evi.uri().toString(),
                        "TRUNKLINE_PORT",
                        "0",
                        "TRUNKLINE_ADMIN_PORT",
                        "0",
                        "TRUNKLINE_BIND",
                        "127.0.0.1",
                        "TWILIO_AUTH_TOKEN",
                        WholeLine.TOKEN,
                        "TRUNKLINE_DATA_DIR",
                        folder.resolve("data").toString()),
                "serve",
                "--config",
                config.toString());
    }

    private static void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        if (message.path("type").asText().equals("session_settings") && message.has("custom_session_id")) {
            chat.speak("greeting", "Hello", Sound.tone(1_013, RATE_HZ, 300, 12_000), RATE_HZ);
            chat.endTurn();
        }
    }
}
