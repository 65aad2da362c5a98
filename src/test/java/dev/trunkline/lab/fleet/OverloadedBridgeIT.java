package dev.trunkline.lab.fleet;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.history.Continuity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three times as many callers as there is room for: those who are in notice nothing, and the others hear words. */
class OverloadedBridgeIT {

    @TempDir
    private Path folder;

    @Test
    void threeTimesItsRoomByCalls() throws Exception {
        FleetReport report = overload(folder, "server: {maxCalls: 8}\n", 8, 24, 3, true);

        assertThat(report.refusals()).containsExactly(Map.entry("Say Hangup", 16L));
        Continuity served = requireNonNull(report.faults()).continuity();
        assertThat(served.calls()).isEqualTo(8);
        assertThat(served.violationLines()).isEmpty();
        assertThat(served.words().said()).isPositive();
        assertThat(served.words().lost()).isZero();
    }

    @Test
    void threeTimesItsRoomByTheChatsOfItsPlan() throws Exception {
        overload(folder, "server: {maxCalls: 100}\nevi: {maxChats: 9}\n", 8, 24, 2, false);
    }

    /** @param counts whether callers count aloud, so that the report has a history */
    static FleetReport overload(Path folder, String config, int room, int calls, int seconds, boolean counts)
            throws Exception {
        Path file = Files.writeString(
                folder.resolve("trunkline.yaml"), config + "overload: {loopLagMillis: 0}\n"); // whatever else runs here
        FarEndSettings farEnds = FarEndSettings.local();
        try (FarEnd farEnd = FarEnd.start(counts ? farEnds.numbered(3, 500) : farEnds);
                Trunkline bridge = Trunkline.start(ConfigReader.read(
                        Map.of("EVI_URL", farEnd.eviUrl().toString(), "TRUNKLINE_PORT", "0"), file))) {
            URI webhook = bridge.publicUrl().resolve("/twilio/voice");
            URI notes = counts ? URI.create("http://127.0.0.1:" + farEnd.port() + "/lab/notes") : null;
            FleetPlan.Size size = new FleetPlan.Size(calls, 50, seconds, 0, seconds / 4, 0, 0, counts ? 2 : 0);
            FleetPlan plan = new FleetPlan(webhook, null, notes, size, 7, true);
            FleetReport report =
                    counts ? Fleets.watched(plan.withCountingCallers(), bridge.adminUrl()) : Fleets.run(plan);

            assertThat(report.count(Count.CALLS_STARTED)).isEqualTo(calls);
            assertThat(report.count(Count.CALLS_FAILED)).isZero();
            assertThat(report.count(Count.CALLS_REFUSED)).isEqualTo(calls - room);
            assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(room);
            assertThat(report.peakCalls()).isEqualTo(room);
            return report;
        }
    }
}
