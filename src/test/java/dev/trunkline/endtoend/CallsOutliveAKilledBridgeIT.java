package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.FreePort;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bridge with a data directory is killed with -9 under a call, and started again within seconds, behind a balancer that retries. */
class CallsOutliveAKilledBridgeIT {

    private static final int RATE_HZ = 24_000;

    private final List<JsonNode> sessions = new CopyOnWriteArrayList<>();
    private final List<String> answeredAgain = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ScriptedEvi.Chat> talking = new CompletableFuture<>();

    @TempDir
    private Path data;

    @Test
    void theConversationGoesOnWithoutASecondGreetingAndTheAnswerThatWasOwedIsGiven() throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi(this::onMessage);
                Balancer balancer = new Balancer();
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN))) {
            int port = FreePort.find();
            BridgeProcess first = bridge(evi, balancer, port);
            first.webhook();
            balancer.send(port);
            PhoneCall call = PhoneCall.to(
                            URI.create("http://localhost:" + balancer.port() + "/twilio/voice"),
                            CallerScript.of(new CallerStep.Pause(60_000)))
                    .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS));
            CompletableFuture<PhoneRecord> record = carrier.place(call);
            ScriptedEvi.Chat chat = talking.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            await().until(() -> journal().contains("group-1"));
            chat.after(0, () -> chat.understood("What do you charge?"));
            await().until(() -> journal().contains("What do you charge?"));

            first.signal("KILL");
            try (BridgeProcess second = bridge(evi, balancer, port)) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(answeredAgain)
                                .as("what the second one wrote: " + second.log())
                                .isNotEmpty());
                carrier.hangUpCallers();
                PhoneRecord phone = record.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

                assertThat(phone.streams()).hasSize(2);
                assertThat(WholeLine.complaints(phone))
                        .extracting(PhoneRecord.Warning::code)
                        .containsExactly(31_903); // the stream was cut off
                assertThat(evi.chats()).hasSize(2);
                assertThat(evi.chats().get(1).request().queryValue("resumed_chat_group_id"))
                        .isEqualTo("group-1");
                assertThat(answeredAgain).containsExactly("What do you charge?");
                assertThat(second.log()).noneMatch(line -> line.contains("Exception"));
            } finally {
                first.close();
            }
        }
    }

    private String journal() throws Exception {
        Path file = data.resolve("calls/calls.journal");
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    private BridgeProcess bridge(ScriptedEvi evi, Balancer balancer, int port) throws Exception {
        return BridgeProcess.start(
                Map.of(
                        "EVI_URL",
                        evi.uri().toString(),
                        "TRUNKLINE_PORT",
                        Integer.toString(port),
                        "TRUNKLINE_ADMIN_PORT",
                        "0",
                        "TRUNKLINE_BIND",
                        "127.0.0.1",
                        "TWILIO_AUTH_TOKEN",
                        WholeLine.TOKEN,
                        "TRUNKLINE_PUBLIC_URL",
                        "http://localhost:" + balancer.port(),
                        "TRUNKLINE_DATA_DIR",
                        data.toString()),
                "serve");
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            sessions.add(message);
            if (chat.number() == 1) {
                chat.speak("greeting", "Hello", Sound.tone(1_013, RATE_HZ, 300, 12_000), RATE_HZ);
                chat.endTurn();
                talking.complete(chat);
            }
        } else if (chat.number() == 2 && type.equals("user_input")) {
            answeredAgain.add(message.path("text").asText());
            chat.speak("answer", "Ten dollars", Sound.tone(1_013, RATE_HZ, 300, 12_000), RATE_HZ);
            chat.endTurn();
        }
    }
}
