package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.KeyFigure;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with many callers for as long as it takes to see whether those who are in notice. Prints what it measured. */
@Tag("long")
class OverloadedForMinutesIT {

    private static final double PAUSE_BETWEEN_FRAMES_MILLIS = 80; // as for 400 calls on two processors

    @TempDir
    private Path folder;

    @Test
    void threeTimesAHundredCalls() throws Exception {
        int seconds = Integer.getInteger("overload.seconds", 120);
        FleetReport report = OverloadedBridgeIT.overload(folder, "server: {maxCalls: 100}\n", 100, 300, seconds, false);

        System.out.println("refusals " + report.refusals() + "");
        for (KeyFigure figure : KeyFigure.values()) {
            System.out.println(figure.label() + " " + figure.format(figure.of(report)) + " " + figure.unit());
        }
        assertThat(report.framesLost()).isZero();
        assertThat(KeyFigure.GAP_P99.of(report)).isLessThan(PAUSE_BETWEEN_FRAMES_MILLIS);
        assertThat(report.refusals()).containsExactly(Map.entry("Say Hangup", 200L));
    }
}
