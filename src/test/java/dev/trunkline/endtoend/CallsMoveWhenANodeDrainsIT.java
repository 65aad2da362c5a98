package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of two nodes is told to stop, or to drain, with calls on it. */
class CallsMoveWhenANodeDrainsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CONFIG =
            "server: {drainSeconds: 6, drainPauseSeconds: 6, drainMovesPerSecond: 20}\noverload: {loopLagMillis: 0}\ntwilio: {reconcileSeconds: 0}\n";

    @TempDir
    private Path folder;

    private TalkingEvi evi;
    private Balancer balancer;
    private SimulatedCarrier carrier;
    private BridgeNode old;

    @BeforeEach
    void start() throws Exception {
        evi = new TalkingEvi();
        balancer = new Balancer();
        carrier = carrier();
        old = node();
        balancer.send(old.port());
    }

    @AfterEach
    void stop() {
        carrier.close();
        old.close();
        balancer.close();
        evi.close();
    }

    private static SimulatedCarrier carrier() throws Exception {
        return SimulatedCarrier.start(
                CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN));
    }

    private BridgeNode node() throws Exception {
        Path config = Files.writeString(folder.resolve("trunkline.yaml"), CONFIG);
        return BridgeNode.serve(evi.uri(), "http://localhost:" + balancer.port(), carrier, config);
    }

    /** Somebody who stays until all callers of that carrier hang up. */
    private CompletableFuture<PhoneRecord> call(SimulatedCarrier by) {
        return by.place(PhoneCall.to(
                        URI.create("http://localhost:" + balancer.port() + "/twilio/voice"),
                        CallerScript.of(new CallerStep.Pause(600_000)).withPatience(600_000))
                .withMaxDuration(600_000));
    }

    private void awaitTalking(int talking) {
        await().atMost(PATIENCE).until(() -> evi.calls() >= talking);
    }

    private void awaitState(BridgeNode node, String part) {
        await().atMost(PATIENCE).until(() -> node.ask("GET", "/api/drain").body(), state -> state.contains(part));
    }

    @Test
    void thoseThatDoNotEndByThemselvesGoOnAtTheOtherAndNobodyIsCutOff() throws Exception {
        List<CompletableFuture<PhoneRecord>> shortCalls = new ArrayList<>();
        List<CompletableFuture<PhoneRecord>> longCalls = new ArrayList<>();
        try (BridgeNode fresh = node();
                SimulatedCarrier another = carrier()) {
            for (int i = 0; i < 4; i++) {
                shortCalls.add(call(another));
            }
            for (int i = 0; i < 6; i++) {
                longCalls.add(call(carrier));
            }
            awaitTalking(10);
            balancer.send(fresh.port());

            old.terminate();
            another.hangUpCallers();

            assertThat(old.ready().body()).isEqualTo("draining\n");
            assertThat(old.process().exitStatus()).isZero();
            assertThat(old.process().awaitLog("drained"))
                    .contains("ended=\"4\"", "moved=\"6\"", "forced=\"0\"", "clean=\"false\"");
            awaitState(fresh, "\"calls\":6");
            carrier.hangUpCallers();
            for (CompletableFuture<PhoneRecord> call : shortCalls) {
                assertThat(ended(call).streams()).hasSize(1);
            }
            for (CompletableFuture<PhoneRecord> call : longCalls) {
                PhoneRecord phone = ended(call);
                assertThat(phone.streams()).hasSize(2);
                assertThat(evi.groupsOf(phone.callSid())).hasSizeGreaterThan(1);
            }
        }
    }

    private PhoneRecord ended(CompletableFuture<PhoneRecord> call) throws Exception {
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        assertThat(WholeLine.complaints(phone)).isEmpty();
        assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(evi.groupsOf(phone.callSid()).stream().distinct()).hasSize(1);
        return phone;
    }

    @Test
    void anOperatorDrainsTheOnlyOneAndItsCallComesBackAndStays() throws Exception {
        CompletableFuture<PhoneRecord> call = call(carrier);
        awaitTalking(1);

        assertThat(old.ask("POST", "/api/drain?softSeconds=0").body()).contains("\"calls\":1");
        awaitState(old, "\"drained\"");
        awaitState(old, "\"calls\":1");

        assertThat(old.ready().statusCode()).isEqualTo(503);
        assertThat(old.ready().body()).isEqualTo("drained\n");
        assertThat(old.ask("DELETE", "/api/drain").body()).contains("\"state\":\"running\"", "\"moved\":0");
        assertThat(old.ready().statusCode()).isEqualTo(200);
        carrier.hangUpCallers();
        assertThat(ended(call).streams()).hasSize(2);
        assertThat(old.ask("GET", "/metrics").body())
                .contains(
                        "trunkline_draining 0\n", "trunkline_calls_unaccounted 0\n", "trunkline_calls_moved_total 1\n");
        CompletableFuture<PhoneRecord> another = call(carrier);
        awaitTalking(2);
        carrier.hangUpCallers();
        assertThat(ended(another).streams()).hasSize(1);
    }
}
