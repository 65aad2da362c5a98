package dev.trunkline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallWitness;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.SoundAudience;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.phone.CarrierEvents.Dialed;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.DialOutcome;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.telemetry.Metrics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A router that has never heard of the call, as after a restart between the {@code Dial} and its end. */
class TransferOutlivesARestartTest {

    private final CallRouter restarted = router();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TALKED")
    void aCallerWhomNobodyTookGoesOnWithTheAgent(DialOutcome outcome) {
        assertThat(restarted.dialed(new Dialed("CA1", 1, "+14155550100", "+18005550199", outcome, null)))
                .isEqualTo(new CarrierInstruction.GoOn());
    }

    @Test
    void aCallerWhoHasTalkedIsDone() {
        assertThat(restarted.dialed(new Dialed("CA1", 1, "+14155550100", "+18005550199", DialOutcome.TALKED, null)))
                .isEqualTo(new CarrierInstruction.HangUp());
    }

    private static CallRouter router() {
        return new CallRouter(
                new CallRouter.Plan(
                        List.of(RouterScene.route("*", null)),
                        CallPolicy.defaults(),
                        16_000,
                        RouterScene.answering(scheduler -> (profile, events) -> () -> {}, () -> false),
                        (callSid, atNanos, event) -> {},
                        new CallMetrics(new Metrics()),
                        () -> 0,
                        SoundAudience.NONE,
                        PlacedCalls.NONE,
                        CallWitness.NOBODY,
                        null,
                        loop -> OwnVoice.NONE),
                new Admission(10, () -> 0),
                new CallRouter.Known(new CallMemory(), FleetCounts.ofOneNode()),
                DialPolicy.unlimited(),
                new CallRouter.Carrier(Duration.ofHours(1), false),
                SoundBudget.ofThisMachine());
    }
}
