package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, as an operator's machine sends it: what callers hear, what the log says, how the process ends. */
class StopsWithoutLosingACallIT {

    private static final int RATE_HZ = 24_000;
    private static final String TRANSFER = "{\"destination\":\"billing\",\"reason\":\"a bill\",\"summary\":\"twice\"}";

    private final CompletableFuture<ScriptedEvi.Chat> talking = new CompletableFuture<>();

    @TempDir
    private Path folder;

    private ScriptedEvi evi;
    private SimulatedCarrier carrier;

    @BeforeEach
    void start() throws Exception {
        evi = new ScriptedEvi(this::onMessage);
        carrier = SimulatedCarrier.start(
                CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN));
    }

    @AfterEach
    void stop() {
        carrier.close();
        evi.close();
    }

    @Test
    void theLastCallersGoodbyeIsAGoodbyeAndTheLogGoesOnUntilThen() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.serve(evi.uri())) {
            CompletableFuture<PhoneRecord> call = call(bridge, new Callee.Fails());
            bridge.terminate();
            assertThat(bridge.awaitLog("draining")).contains("calls=\"1\"");

            speakAndCall("hang_up", "{}");
            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
            assertThat(bridge.exitStatus()).isZero();
            assertThat(String.join("\n", bridge.log()))
                    .containsSubsequence("draining", "call ended", "drained", "clean=\"true\"", "stopped")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void theLastCallersTransferIsDialledWithItsWhisperAndAfterIt() throws Exception {
        String routes =
                "routes: [{name: default, numbers: ['*'], destinations: [{name: billing, number: '+15550100001', description: bills}]}]\n";
        try (BridgeProcess bridge = BridgeProcess.serve(evi.uri(), "--config", file(routes))) {
            CompletableFuture<PhoneRecord> call = call(bridge, new Callee.Answers(200, null, 1_500));
            bridge.terminate();
            bridge.awaitLog("draining");

            speakAndCall("transfer_call", TRANSFER);
            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.carrier().dialled()).singleElement().satisfies(dialled -> {
                assertThat(dialled.outcome()).isEqualTo("answered");
                assertThat(dialled.whisper()).contains("a bill");
            });
            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(bridge.exitStatus()).isZero();
        }
    }

    @Test
    void whoIsLeftWhenTheTimeIsOverHearsWordsAndNoApplicationError() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.serve(evi.uri(), "--config", file("server: {drainSeconds: 1}\n"))) {
            CompletableFuture<PhoneRecord> call = call(bridge, new Callee.Fails());

            bridge.terminate();
            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(phone.carrier().said())
                    .singleElement()
                    .satisfies(said -> assertThat(said.words()).contains("sorry"));
            assertThat(bridge.exitStatus()).isZero();
            assertThat(bridge.log()).anyMatch(line -> line.contains("clean=\"false\""));
        }
    }

    @Test
    void aSecondSignalEndsWhatIsLeftAtOnceAndPolitely() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.serve(evi.uri())) {
            CompletableFuture<PhoneRecord> call = call(bridge, new Callee.Fails());
            bridge.terminate();
            bridge.awaitLog("draining");

            bridge.signal("TERM");
            PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.carrier().said()).isNotEmpty();
            assertThat(bridge.exitStatus()).isZero();
        }
    }

    @Test
    void aCallThatRingsIsWaitedForAndForgottenWhenItIsOver() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.serve(evi.uri())) {
            URI webhook = bridge.webhook();
            Map<String, String> ringing = Map.of("CallSid", "CAringing", "From", "+1", "To", "+2");
            assertThat(post(webhook, ringing)).contains("<Stream");

            bridge.terminate();

            assertThat(bridge.awaitLog("draining")).contains("ringing=\"1\"");
            assertThat(post(webhook, Map.of("CallSid", "CAnew", "From", "+1", "To", "+2")))
                    .contains("<Say>");
            assertThat(bridge.awaitLog("call refused")).contains("draining", "CAnew");
            post(webhook.resolve("/twilio/status"), Map.of("CallSid", "CAringing", "CallStatus", "canceled"));
            assertThat(bridge.exitStatus()).isZero();
        }
    }

    @Test
    void whileTheEngineIsStillLoadingItEndsQuietly() throws Exception {
        try (BridgeProcess bridge =
                BridgeProcess.start(Map.of("TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"), "serve")) {
            bridge.webhook();

            bridge.terminate();

            assertThat(bridge.exitStatus()).isZero();
            assertThat(bridge.log()).noneMatch(line -> line.contains("Exception") || line.contains("\tat "));
        }
    }

    @Test
    void theEngineAloneEndsGoodToo() throws Exception {
        try (BridgeProcess engine =
                BridgeProcess.start(Map.of("TRUNKLINE_PORT", "0"), "evi", "--echo", "--port", "0")) {
            engine.awaitOut("Canned EVI answers");

            engine.signal("TERM");

            assertThat(engine.exitStatus()).isZero();
            assertThat(engine.log()).anyMatch(line -> line.contains("stopped"));
        }
    }

    private CompletableFuture<PhoneRecord> call(BridgeProcess bridge, Callee callee) throws Exception {
        PhoneCall call = PhoneCall.to(bridge.webhook(), CallerScript.of())
                .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS))
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, callee));
        CompletableFuture<PhoneRecord> record = carrier.place(call);
        talking.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        return record;
    }

    private void speakAndCall(String tool, String parameters) {
        ScriptedEvi.Chat chat = talking.join();
        chat.after(0, () -> {
            chat.speak("last", "Goodbye", Sound.tone(1_013, RATE_HZ, 300, 12_000), RATE_HZ);
            chat.callTool("tool-1", tool, parameters);
        });
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            talking.complete(chat);
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }

    private String file(String yaml) throws Exception {
        return Files.writeString(folder.resolve("trunkline.yaml"), yaml).toString();
    }

    private static String post(URI url, Map<String, String> form) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url)
                                .header("X-Twilio-Signature", Signed.webhook(WholeLine.TOKEN, url, form))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(Signed.body(form)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
