package dev.trunkline.bridge;

import static dev.trunkline.bridge.RouterScene.FROM;
import static dev.trunkline.bridge.RouterScene.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.Call;
import dev.trunkline.call.DialObjection;
import dev.trunkline.continuity.LocalCounts;
import dev.trunkline.continuity.SharedCounts;
import dev.trunkline.continuity.SharedSeats;
import dev.trunkline.phone.CarrierEvents.Question;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A limit is one limit for all nodes, as far as they hear each other. */
class NodesCountTogetherTest {

    private static final Transfer BILLING = new Transfer("billing", "+15550123456", null, 25);

    private final AtomicLong nowNanos = new AtomicLong();
    private final List<String> names = new ArrayList<>();
    private final LocalCounts all = new LocalCounts(nowNanos::get);
    private final SharedCounts shared = (name, amount, window) -> {
        names.add(name);
        return all.add(name, amount, window);
    };

    private RouterScene node(SharedCounts counts, int callsPerCaller, DialPolicy dialling) {
        return new RouterScene(
                new AdmissionLimits(10, 0, 0, 0, callsPerCaller, null),
                dialling,
                FleetCounts.of(counts, SharedSeats.NONE, nowNanos::get),
                RouterScene.route("*", null));
    }

    private static CarrierInstruction rings(RouterScene node, String callSid, String from) {
        node.router.recollect(callSid, from).toCompletableFuture().join();
        return node.router.ring(callSid, from, TO);
    }

    @Test
    void whoHasCalledOneNodeTooOftenIsNotLetInByAnother() {
        RouterScene a = node(shared, 2, DialPolicy.unlimited());
        RouterScene b = node(shared, 2, DialPolicy.unlimited());
        assertThat(rings(a, "CA1", FROM)).isInstanceOf(GoOn.class);
        assertThat(rings(b, "CA2", FROM)).isInstanceOf(GoOn.class);

        assertThat(rings(b, "CA3", FROM)).isInstanceOf(Apologise.class);
        assertThat(rings(a, "CA4", FROM)).isInstanceOf(Apologise.class);
        assertThat(rings(b, "CA5", "+14155550111")).isInstanceOf(GoOn.class);
        assertThat(rings(b, "CA2", FROM)).as("the carrier repeats itself").isInstanceOf(GoOn.class);
        nowNanos.addAndGet(TimeUnit.MINUTES.toNanos(10));
        b.time.advanceMillis(TimeUnit.MINUTES.toMillis(10) + 1);
        assertThat(rings(b, "CA6", FROM)).isInstanceOf(GoOn.class);
    }

    @Test
    void callersWhoHideTheirNumbersAreNotOneCaller() {
        RouterScene a = node(shared, 1, DialPolicy.unlimited());
        RouterScene b = node(shared, 1, DialPolicy.unlimited());

        assertThat(rings(a, "CA1", "anonymous")).isInstanceOf(GoOn.class);
        assertThat(rings(b, "CA2", "anonymous")).isInstanceOf(GoOn.class);
        assertThat(names).isEmpty();
    }

    @Test
    void whatOneNodeDialsCountsForAllOfThem() {
        DialPolicy onceAnHour = new DialPolicy(true, 0, 0, 1, 0, 0);
        RouterScene a = node(shared, 0, onceAnHour);
        RouterScene b = node(shared, 0, onceAnHour);

        assertThat(transfers(a, "CA1")).isInstanceOf(Transfer.class);
        assertThat(transfers(b, "CA2")).isInstanceOf(GoOn.class);
        assertThat(((Call) b.talks("CA3", "MZ3")).actions().objectionTo(BILLING))
                .isEqualTo(DialObjection.DESTINATION_LIMIT);
        assertThat(names).noneMatch(name -> name.contains("555"));
    }

    private static CarrierInstruction transfers(RouterScene node, String callSid) {
        rings(node, callSid, FROM);
        Call call = (Call) node.talks(callSid, "MZ-" + callSid);
        call.actions().objectionTo(BILLING);
        call.actions().transfer(BILLING, "");
        node.time.advanceMillis(10_000);
        return node.router.next(new Question(callSid, 1, FROM, TO, null));
    }

    @Test
    void aNodeThatHearsNobodyKeepsItsOwnLimit() {
        SharedCounts deaf = (name, amount, window) -> CompletableFuture.completedFuture(OptionalLong.empty());
        RouterScene alone = node(deaf, 1, DialPolicy.unlimited());

        assertThat(rings(alone, "CA1", FROM)).isInstanceOf(GoOn.class);
        assertThat(rings(alone, "CA2", FROM)).isInstanceOf(Apologise.class);
    }
}
