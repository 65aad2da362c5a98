package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeMemory;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.MemoryUse;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FleetsAreBoundedIT {

    @Test
    void aTotalEndsAFleetOfShortCallsBeforeItsTime() throws Exception {
        try (TalkingBridge bridge = new TalkingBridge(TalkingBridge.Manners.GOOD, Fleets.SOUND)) {
            FleetPlan.Size size = new FleetPlan.Size(4, 20, 60, 1, 0, 8, 0, 0);
            FleetReport report = Fleets.run(new FleetPlan(bridge.webhook(), null, null, size, 3, true));

            assertThat(report.count(Count.CALLS_STARTED)).isEqualTo(8);
            assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(8);
            assertThat(report.peakCalls()).isLessThanOrEqualTo(4);
            assertThat(last(report).atMillis()).isLessThan(50_000);
        }
    }

    @Test
    void stepsAreHeldOneAfterTheOther() throws Exception {
        try (TalkingBridge bridge = new TalkingBridge(TalkingBridge.Manners.GOOD, Fleets.SOUND)) {
            FleetPlan.Size size = new FleetPlan.Size(6, 100, 2, 0, 0, 0, 2, 0);
            FleetReport report = Fleets.run(new FleetPlan(bridge.webhook(), null, null, size, 3, true));

            assertThat(report.seconds()).extracting(Second::callsUp).contains(2, 6);
            assertThat(report.seconds().stream().filter(Second::measured))
                    .isNotEmpty()
                    .allSatisfy(second -> assertThat(second.callsUp()).isEqualTo(6));
            assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(6);
        }
    }

    @Test
    void whatABridgeHoldsIsSeenBeforeAndAfter() throws Exception {
        try (TalkingBridge bridge = new TalkingBridge(TalkingBridge.Manners.GOOD, Fleets.SOUND)) {
            FleetPlan.Size size = new FleetPlan.Size(6, 100, 2, 0, 0, 0, 2, 0);
            FleetReport report = Fleets.run(new FleetPlan(bridge.webhook(), null, null, size, 3, true));

            BridgeMemory memory = Objects.requireNonNull(report.memory());
            BridgeMemory.Slope slope = Objects.requireNonNull(memory.slope());
            assertThat(memory.collected()).isFalse();
            assertThat(memory.before()).containsOnlyKeys(MemoryUse.RESIDENT, MemoryUse.DESCRIPTORS, MemoryUse.THREADS);
            // The bridge is in this JVM, where tests that ran before may be closing theirs.
            assertThat(memory.most().get(MemoryUse.DESCRIPTORS))
                    .isGreaterThanOrEqualTo(memory.before().get(MemoryUse.DESCRIPTORS));
            assertThat(slope.from().calls()).isEqualTo(2);
            assertThat(slope.to().calls()).isEqualTo(6);
        }
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new FleetPlan.Size(10, 1, 10, 0, 0, 5, 0, 0)).hasMessageContaining("total");
        assertThatThrownBy(() -> new FleetPlan.Size(10, 1, 10, 0, 0, 0, 10, 0)).hasMessage("steps must go up");
        assertThatThrownBy(() -> new FleetPlan.Size(10, 1, 10, 5, 0, 0, 5, 0)).hasMessageContaining("call-length");
    }

    @Test
    void everyProfileIsASizeThatEnds() {
        for (Profile profile : Profile.values()) {
            assertThat(profile.size().durationSeconds()).isLessThanOrEqualTo(4_800);
            assertThat(profile.line()).contains(profile.words());
        }
        // A total has to be within reach: each place serves one call after the other.
        FleetPlan.Size churn = Profile.CHURN.size();
        assertThat(churn.calls() / churn.callSeconds() * churn.durationSeconds())
                .isGreaterThan(churn.totalCalls());
        assertThat(churn.totalCalls()).isEqualTo(10_000);
    }

    private static Second last(FleetReport report) {
        return report.seconds().get(report.seconds().size() - 1);
    }
}
