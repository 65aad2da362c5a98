package dev.trunkline.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.verdict.FleetReport;
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
        FleetReport report = overload("server: {maxCalls: 8}\n", 8, 24, 3);

        assertThat(report.refusals()).containsExactly(Map.entry("Say Hangup", 16L));
    }

    @Test
    void threeTimesItsRoomByTheChatsOfItsPlan() throws Exception {
        overload("server: {maxCalls: 100}\nevi: {maxChats: 9}\n", 8, 24, 2);
    }

    private FleetReport overload(String config, int room, int calls, int seconds) throws Exception {
        return overload(folder, config, room, calls, seconds);
    }

    static FleetReport overload(Path folder, String config, int room, int calls, int seconds) throws Exception {
        Path file = Files.writeString(
                folder.resolve("trunkline.yaml"), config + "overload: {loopLagMillis: 0}\n"); // whatever else runs here
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local());
                Trunkline bridge = Trunkline.start(ConfigReader.read(
                        Map.of("EVI_URL", farEnd.eviUrl().toString(), "TRUNKLINE_PORT", "0"), file))) {
            URI webhook = bridge.publicUrl().resolve("/twilio/voice");
            FleetReport report = Fleets.run(new FleetPlan(
                    webhook, null, null, new FleetPlan.Size(calls, 50, seconds, 0, seconds / 4), 7, true));

            assertThat(report.count(Count.CALLS_STARTED)).isEqualTo(calls);
            assertThat(report.count(Count.CALLS_FAILED)).isZero();
            assertThat(report.count(Count.CALLS_REFUSED)).isEqualTo(calls - room);
            assertThat(report.count(Count.CALLS_COMPLETED)).isEqualTo(room);
            assertThat(report.peakCalls()).isEqualTo(room);
            return report;
        }
    }
}
