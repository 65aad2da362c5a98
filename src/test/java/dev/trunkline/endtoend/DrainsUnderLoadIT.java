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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deploys with many calls, behind a real HAProxy: what {@code reliability.md} reports. Minutes long. */
@Tag("long")
class DrainsUnderLoadIT {

    private static final int CALLS = Integer.getInteger("trunkline.drain.calls", 200);
    private static final long ALL_OVER_SECONDS = 240;
    private static final int RESET = 31_903; // a busy generator takes longer than LingeringClose waits

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
        a = node("a", 0);
        b = node("b", 0);
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

    private BridgeNode node(String name, int port) throws Exception {
        Path config = Files.writeString(
                folder.resolve(name + ".yaml"),
                "server: {maxCalls: 400, drainSeconds: 20, drainTo: '" + origin + "'}\noverload: {loopLagMillis: 0}\n");
        return BridgeNode.serve(evi.uri(), origin + "/" + name, null, config, port);
    }

    private CompletableFuture<PhoneRecord> call(String path, long millis) {
        return carrier.place(PhoneCall.to(
                        URI.create(origin + path),
                        CallerScript.of(new CallerStep.Pause(millis), new CallerStep.HangUp())
                                .withPatience(600_000))
                .withMaxDuration(TimeUnit.SECONDS.toMillis(ALL_OVER_SECONDS)));
    }

    /** Places calls, not all at once; returns when all talk. */
    private List<CompletableFuture<PhoneRecord>> calls(String path, int count, int leastSeconds, int mostSeconds)
            throws Exception {
        SplittableRandom random = new SplittableRandom(count);
        List<CompletableFuture<PhoneRecord>> calls = new ArrayList<>();
        int talked = evi.calls();
        for (int i = 0; i < count; i++) {
            calls.add(call(path, 1_000L * random.nextInt(leastSeconds, mostSeconds)));
            int placed = talked + i + 1;
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> evi.calls() >= placed - 5);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> evi.calls() >= talked + count);
        return calls;
    }

    /** Everybody hung up by themselves, in the conversation that they began; returns what they noticed. */
    private List<PhoneRecord> judged(List<CompletableFuture<PhoneRecord>> calls) throws Exception {
        List<PhoneRecord> phones = new ArrayList<>();
        for (CompletableFuture<PhoneRecord> call : calls) {
            phones.add(call.get(ALL_OVER_SECONDS, TimeUnit.SECONDS));
        }
        assertThat(phones).allSatisfy(phone -> {
            assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.CALLER);
            assertThat(WholeLine.complaints(phone))
                    .allMatch(warning -> warning.code() == RESET, "a close that was not seen in time");
            assertThat(evi.groupsOf(phone.callSid()).stream().distinct()).hasSize(1);
        });
        long[] gaps = phones.stream()
                .filter(phone -> phone.streams().size() > 1)
                .mapToLong(Moves::gapMillis)
                .sorted()
                .toArray();
        System.out.printf(
                "calls %d, moved %d, gap p50 %d ms, p95 %d ms, max %d ms, sentences cut short %d, closes seen as resets %d%n",
                phones.size(),
                gaps.length,
                at(gaps, 0.5),
                at(gaps, 0.95),
                at(gaps, 1),
                phones.stream().mapToLong(Moves::sentencesCutShort).sum(),
                phones.stream()
                        .mapToLong(phone -> WholeLine.complaints(phone).size())
                        .sum());
        assertThat(gaps).isNotEmpty();
        assertThat(at(gaps, 0.95)).as(Arrays.toString(gaps)).isLessThanOrEqualTo(2_000);
        return phones;
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    @Test
    void sigtermWithAllCallsOnOneNodeCutsNone() throws Exception {
        List<CompletableFuture<PhoneRecord>> calls = calls("/a/twilio/voice", CALLS, 30, 120);

        long readyMillis = a.terminate();
        List<PhoneRecord> phones = judged(calls);

        assertThat(a.process().exitStatus()).isZero();
        String summary = a.process().awaitLog("drained");
        System.out.println("readiness off after " + readyMillis + " ms; " + summary);
        assertThat(summary).contains("forced=\"0\"");
        assertThat(readyMillis).isLessThanOrEqualTo(100);
        assertThat(phones).hasSize(CALLS);
    }

    @Test
    void bothNodesAreRestartedUnderLoadAndNoCallIsLost() throws Exception {
        List<CompletableFuture<PhoneRecord>> calls = calls("/twilio/voice", CALLS / 2, 100, 200);

        a = restarted(a, "a");
        calls.addAll(calls("/twilio/voice", CALLS / 10, 60, 100)); // life goes on
        b = restarted(b, "b");

        judged(calls);
        System.out.println("a: " + a.ask("GET", "/api/drain").body() + ", b: "
                + b.ask("GET", "/api/drain").body());
    }

    private BridgeNode restarted(BridgeNode old, String name) throws Exception {
        old.terminate();
        assertThat(old.process().exitStatus(ALL_OVER_SECONDS)).isZero();
        System.out.println(name + ": " + old.process().awaitLog("drained"));
        BridgeNode fresh = node(name, old.port());
        await().atMost(Duration.ofSeconds(10)).until(() -> fresh.ready().statusCode() == 200);
        return fresh;
    }
}
