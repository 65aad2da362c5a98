package dev.trunkline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.Admission;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.NextStep;
import dev.trunkline.control.Toolbox;
import dev.trunkline.phone.twilio.CallDesk.Dialed;
import dev.trunkline.telemetry.CallMetrics;
import dev.trunkline.telemetry.Meters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A switchboard that has never heard of the call, as after a restart between the {@code Dial} and its end. */
class TransferOutlivesARestartTest {

    private final Switchboard restarted = switchboard();

    @ParameterizedTest
    @ValueSource(strings = {"busy", "no-answer", "failed", "canceled", "completed"})
    void aCallerWhomNobodyTookGoesOnWithTheAgent(String status) {
        assertThat(restarted.dialed("CA1", new Dialed("+14155550100", "+18005550199", status, false)))
                .isEqualTo(new NextStep.GoOn());
    }

    @Test
    void aCallerWhoHasTalkedIsDone() {
        assertThat(restarted.dialed("CA1", new Dialed("+14155550100", "+18005550199", "completed", true)))
                .isEqualTo(new NextStep.HangUp());
    }

    private static Switchboard switchboard() {
        Route route = new Route(
                "default",
                Set.of("*"),
                null,
                null,
                null,
                Map.of(),
                new Toolbox(List.of()),
                new Route.Fallback("Sorry.", null, null));
        return new Switchboard(
                new Switchboard.Plan(
                        List.of(route),
                        CallPolicy.defaults(),
                        16_000,
                        scheduler -> (profile, events) -> () -> {},
                        (callSid, atNanos, event) -> {},
                        new CallMetrics(new Meters()),
                        () -> 0),
                new Admission(10, () -> 0));
    }
}
