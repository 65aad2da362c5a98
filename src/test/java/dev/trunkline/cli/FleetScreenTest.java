package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FleetScreenTest {

    private static final Pattern STEERING = Pattern.compile("\u001b\\[[0-9]*[A-Z]");

    private final StringWriter out = new StringWriter();
    private final FleetScreen screen = new FleetScreen(
            new PrintWriter(out, true),
            true,
            "run 10 of 20, bare relay",
            new FleetPlan(
                    URI.create("https://a-bridge-with-a-rather-long-name.example.com:8443/twilio/voice"),
                    null,
                    null,
                    new FleetPlan.Size(10_000, 1, 10, 0, 0),
                    1,
                    true));

    @Test
    void noLineIsWiderThanATerminal() {
        screen.show(second(true, 10_000));

        assertThat(STEERING.matcher(out.toString()).replaceAll("").lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    @Test
    void theNextPictureStandsWhereTheFirstStood() {
        screen.show(second(true, 10));
        long lines = out.toString().lines().count();
        screen.show(second(true, 10));

        assertThat(out.toString()).contains("\u001b[" + lines + "A");
    }

    @Test
    void itSaysWhatIsGoingOn() {
        assertThat(screen.lines(second(false, 10)).get(1)).contains("warming up");
        assertThat(screen.lines(second(true, 10)).get(1)).contains("measuring");
        assertThat(screen.lines(second(false, 10)).get(1)).contains("callers hang up");
        assertThat(screen.lines(second(false, 0)).get(1)).contains("let go");
    }

    private static Second second(boolean measured, int callsUp) {
        Spread spread = new Spread(1_000_000, 12_345.67, 12_345.67, 12_345.67, 12_345.67, 59_999.99, List.of());
        return new Second(
                86_400_000,
                1_000,
                measured,
                callsUp,
                Map.of(Count.FRAMES_SENT, 500_000L, Count.CALLS_STARTED, 10_000L),
                Map.of(Measure.UPLINK, spread, Measure.LATENESS, spread),
                new Second.BridgeUse(1_600, 32L << 30, 400, 20_000),
                new Second.JvmUse(16L << 30, 1, 1, 1, 1),
                new Second.OwnUse(400, 99, 100, 0));
    }
}
