package dev.trunkline.bridge;

import static dev.trunkline.bridge.RouterScene.FROM;
import static dev.trunkline.bridge.RouterScene.TO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.call.CallEvent;
import dev.trunkline.continuity.Briefing;
import dev.trunkline.continuity.LocalCounts;
import dev.trunkline.continuity.SharedSeats;
import dev.trunkline.control.Toolbox;
import dev.trunkline.phone.CarrierEvents.Question;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.telemetry.Load;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one number and one route may have at the same time is one limit for all nodes, and none of them can lock callers out. */
class NodesShareSeatsTest {

    private static final AdmissionLimits ONE_OF_A_CALLER = new AdmissionLimits(100, 0, 0, 1, 0, null);

    private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 1_000); // about to wrap
    private final Map<String, Map<String, Long>> kept = new HashMap<>();
    private boolean isAway;

    private final SharedSeats shared = new SharedSeats() {
        @Override
        public void keep(String name, String callSid, Duration lease) {
            if (!isAway) {
                kept.computeIfAbsent(name, seats -> new HashMap<>()).put(callSid, nowNanos.get() + lease.toNanos());
            }
        }

        @Override
        public void leave(String name, String callSid) {
            if (!isAway) {
                kept.getOrDefault(name, new HashMap<>()).remove(callSid);
            }
        }

        @Override
        public CompletionStage<OptionalLong> taken(String name) {
            long taken = kept.getOrDefault(name, Map.of()).values().stream()
                    .filter(until -> until - nowNanos.get() > 0)
                    .count();
            return CompletableFuture.completedFuture(isAway ? OptionalLong.empty() : OptionalLong.of(taken));
        }
    };

    private final Admission a = node();
    private final Admission b = node();

    private FleetCounts fleet() {
        return FleetCounts.of(new LocalCounts(nowNanos::get), shared, nowNanos::get);
    }

    private Admission node() {
        return new Admission(ONE_OF_A_CALLER, Load.NONE, fleet(), nowNanos::get);
    }

    private static NewCall of(String caller, String callSid) {
        return new NewCall(callSid, "main", 0, caller);
    }

    private static NewCall ofSales(String callSid) {
        return new NewCall(callSid, "sales", 2, "");
    }

    private static @Nullable String rings(Admission node, NewCall call) {
        node.recollect(call).toCompletableFuture().join();
        return node.ring(call);
    }

    private static void talks(Admission node, NewCall call) {
        assertThat(rings(node, call)).isNull();
        node.began(call, "MZ-" + call.callSid());
    }

    private void pass(int seconds, Admission... alive) {
        for (int second = 0; second < seconds; second++) {
            nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            for (Admission node : alive) {
                node.keepSeats();
            }
        }
    }

    @Test
    void oneNumberHasItsCallsAtATimeOnAllNodesTogether() {
        talks(a, of(FROM, "CA1"));

        assertThat(rings(b, of(FROM, "CA2"))).isEqualTo("caller_busy");
        assertThat(rings(b, of("+14155550111", "CA3"))).isNull();
        assertThat(rings(b, of("", "CA4"))).isNull();
        assertThat(rings(a, of("", "CA5")))
                .as("who hide their numbers are not one")
                .isNull();
        a.over("CA1");
        assertThat(rings(b, of(FROM, "CA2"))).isNull();
        assertThat(kept.keySet()).hasSize(2).noneMatch(name -> name.contains("555"));
    }

    @Test
    void oneRouteHasItsCallsAtATimeOnAllNodesTogether() {
        talks(a, ofSales("CA1"));
        talks(b, ofSales("CA2"));

        assertThat(rings(a, ofSales("CA3"))).isEqualTo("route_full");
        assertThat(rings(b, ofSales("CA4"))).isEqualTo("route_full");
        assertThat(rings(b, ofSales("CA2"))).as("the carrier repeats itself").isNull();
        a.ended("CA1", "MZ-CA1", false);
        assertThat(rings(b, ofSales("CA4"))).isNull();
    }

    @Test
    void whatANodeHadWhenItDiedIsFreeSoonAndWhatLivesIsNot() {
        talks(a, of(FROM, "CA1"));
        talks(b, of("+14155550111", "CA2"));
        Admission c = node();

        pass(29, b);
        assertThat(rings(c, of(FROM, "CA3"))).isEqualTo("caller_busy");
        pass(1, b);

        assertThat(rings(c, of(FROM, "CA3"))).isNull();
        assertThat(rings(c, of("+14155550111", "CA4"))).isEqualTo("caller_busy");
    }

    @Test
    void aCallThatGoesOnAtAnotherNodeCountsOnceAndIsNotGivenUpByTheOneThatLostIt() {
        talks(a, ofSales("CA1"));
        b.began(ofSales("CA1"), "MZ2");
        a.ended("CA1", "MZ-CA1", true);
        Admission c = node();

        talks(c, ofSales("CA2"));
        pass(60, a, b, c);
        assertThat(rings(c, ofSales("CA3"))).isEqualTo("route_full");
        b.over("CA1");

        assertThat(rings(c, ofSales("CA3"))).isNull();
    }

    @Test
    void whileTheCarrierAsksWhatComesNextTheSeatIsKept() {
        talks(a, of(FROM, "CA1"));
        a.ended("CA1", "MZ-CA1", true);
        assertThat(rings(b, of(FROM, "CA2"))).isEqualTo("caller_busy");

        a.sentAway("CA1");
        assertThat(rings(b, of(FROM, "CA2"))).as("another node is asked").isEqualTo("caller_busy");
        a.answered("CA1");

        assertThat(rings(b, of(FROM, "CA2"))).isNull();
    }

    @Test
    void whoTalksToAPersonHasNoSeatOnAnyNode() {
        talks(a, of(FROM, "CA1"));
        a.ended("CA1", "MZ-CA1", true);
        a.transferred("CA1", Duration.ofHours(1));

        assertThat(rings(b, of(FROM, "CA2"))).isNull();
    }

    @Test
    void aNodeThatHearsNobodyKeepsItsOwnLimitAndBelievesOldNewsForSecondsAlone() {
        talks(a, of(FROM, "CA1"));
        assertThat(rings(b, of(FROM, "CA2"))).isEqualTo("caller_busy");
        isAway = true;
        pass(10, a, b);

        talks(b, of(FROM, "CA2"));
        assertThat(rings(b, of(FROM, "CA3"))).isEqualTo("caller_busy");
        assertThat(rings(a, of(FROM, "CA4"))).isEqualTo("caller_busy");
    }

    @Test
    void seatsThatTheStoreHasLostAreKeptAgain() {
        talks(a, of(FROM, "CA1"));
        kept.clear();
        pass(10, a);

        assertThat(rings(b, of(FROM, "CA2"))).isEqualTo("caller_busy");
    }

    @Test
    void oneNodeKeepsTheSeatsOfAnyNumberOfCalls() {
        FleetSeats large = new FleetSeats(shared, 1, nowNanos::get);
        for (int call = 0; call < 7_000; call++) {
            large.keep(of("+1415555" + (1_000 + call), "CA" + call));
        }

        for (int second = 0; second < 60; second++) {
            nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            large.keepAgain(callSid -> true);
        }

        assertThat(kept.values().stream()
                        .flatMap(seats -> seats.values().stream())
                        .filter(until -> until - nowNanos.get() > 0))
                .hasSize(7_000);
    }

    @Test
    void theCarriersQuestionWaitsForWhatTheOthersHaveAndACallThatCameOverIsKnownByItsCaller() {
        RouterScene here = scene();
        RouterScene there = scene();
        assertThat(rings(here, "CA1")).isInstanceOf(GoOn.class);
        here.talks("CA1", "MZ1");
        assertThat(rings(there, "CA2")).isInstanceOf(Apologise.class);
        assertThat(there.heard.only(CallEvent.Refused.class).reason()).isEqualTo("caller_busy");

        there.router.next(new Question("CA1", 1, FROM, TO, null)); // here is dead
        there.talks("CA1", "MZ2");
        for (int second = 0; second < 60; second++) {
            nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            there.router.running().tellOtherNodes();
        }

        assertThat(rings(scene(), "CA3")).isInstanceOf(Apologise.class);
        isAway = true;
        nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(rings(scene(), "CA4")).isInstanceOf(GoOn.class);
        assertThat(rings(there, "CA5")).as("by its own count").isInstanceOf(Apologise.class);
    }

    @Test
    void aRouteThatTheOperatorsProgramNamesHasItsCallsOnAllNodesTogether() {
        RouterScene here = sales();
        RouterScene there = sales();
        assertThat(rings(here, "CA1")).isInstanceOf(GoOn.class);
        here.talks("CA1", "MZ1");

        assertThat(rings(there, "CA2")).isInstanceOf(Apologise.class);
        assertThat(there.heard.only(CallEvent.Refused.class).reason()).isEqualTo("route_full");
    }

    /** The number leads to another route than the program names, which takes one call. */
    private RouterScene sales() {
        Route sales = new Route(
                "sales",
                Set.of("+18005550111"),
                null,
                null,
                null,
                Map.of(),
                new Toolbox(List.of()),
                new Route.Fallback("Sorry.", null, null),
                1,
                List.of(),
                Map.of(),
                List.of(),
                AgentDescription.NONE);
        RouterScene scene = new RouterScene(
                AdmissionLimits.ofCalls(100), DialPolicy.unlimited(), fleet(), sales, RouterScene.route("*", null));
        scene.preAnswer = (callSid, from, to) -> CompletableFuture.completedFuture(
                new PreAnswer.Verdict(new Briefing("sales", Map.of(), null, null), null));
        return scene;
    }

    private RouterScene scene() {
        return new RouterScene(ONE_OF_A_CALLER, DialPolicy.unlimited(), fleet(), RouterScene.route("*", null));
    }

    private static CarrierInstruction rings(RouterScene node, String callSid) {
        node.router.comes(callSid, FROM, TO).toCompletableFuture().join();
        return node.router.ring(callSid, FROM, TO);
    }
}
