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
import dev.trunkline.testing.FreePort;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two bridges behind a real HAProxy, without REST: what deploy/haproxy.cfg and operations.md promise. */
class BehindHaproxyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private TalkingEvi evi;
    private SimulatedCarrier carrier;
    private BridgeNode a;
    private BridgeNode b;
    private Haproxy haproxy;
    private String origin;

    @BeforeEach
    void start() throws Exception {
        Haproxy.isInstalled();
        int port = FreePort.find();
        origin = "http://localhost:" + port;
        evi = new TalkingEvi();
        carrier = SimulatedCarrier.start(
                CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN));
        a = node("a");
        b = node("b");
        haproxy = Haproxy.start(folder, port, a.port(), b.port());
        Haproxy.awaitServing(origin);
    }

    @AfterEach
    void stop() {
        if (haproxy != null) {
            haproxy.close();
            carrier.close();
            a.close();
            b.close();
            evi.close();
        }
    }

    private BridgeNode node(String name) throws Exception {
        Path config = Files.writeString(
                folder.resolve(name + ".yaml"),
                "server: {drainSeconds: 1, drainPauseSeconds: 6, drainTo: '" + origin + "'}\n");
        return BridgeNode.serve(evi.uri(), origin + "/" + name, null, config);
    }

    /** Somebody who stays until all callers hang up. */
    private CompletableFuture<PhoneRecord> call() {
        return carrier.place(PhoneCall.to(
                        URI.create(origin + "/twilio/voice"),
                        CallerScript.of(new CallerStep.Pause(600_000)).withPatience(600_000))
                .withMaxDuration(600_000));
    }

    private static boolean hasCall(BridgeNode node) throws Exception {
        return node.ask("GET", "/api/calls").body().contains("\"state\":\"live\"");
    }

    @Test
    void aCallIsHeldThroughAReloadAndTheDrainOfItsNode() throws Exception {
        CompletableFuture<PhoneRecord> call = call();
        await().atMost(PATIENCE).until(() -> evi.calls() == 1);
        BridgeNode its = hasCall(a) ? a : b;
        BridgeNode other = its == a ? b : a;

        haproxy.reload();
        its.terminate();
        await().atMost(PATIENCE).until(() -> hasCall(other));
        CompletableFuture<PhoneRecord> another = call(); // within the drain, or after it: the other takes it
        await().atMost(PATIENCE).until(() -> evi.calls() == 2);
        carrier.hangUpCallers();

        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        assertThat(WholeLine.complaints(phone)).isEmpty();
        assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(phone.streams()).hasSize(2);
        assertThat(evi.groupsOf(phone.callSid())).hasSizeGreaterThan(1).containsOnly("group-1");
        PhoneRecord second = another.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        assertThat(second.ending().hungUpBy()).isEqualTo(HungUpBy.CALLER);
        assertThat(second.streams()).hasSize(1);
        assertThat(its.process().exitStatus()).isZero();
        assertThat(its.process().awaitLog("drained")).contains("moved=\"1\"", "forced=\"0\"");
    }

    @Test
    void whenNobodyElseTakesItTheCallerHearsWords() throws Exception {
        CompletableFuture<PhoneRecord> call = call();
        await().atMost(PATIENCE).until(() -> evi.calls() == 1);
        BridgeNode its = hasCall(a) ? a : b;
        (its == a ? b : a).close();

        its.terminate();

        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        assertThat(WholeLine.complaints(phone)).isEmpty();
        assertThat(phone.carrier().said()).isNotEmpty();
        assertThat(phone.ending().status()).isEqualTo("completed");
        assertThat(its.process().exitStatus()).isZero();
    }
}
