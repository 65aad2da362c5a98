package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.fleet.Fleet;
import dev.trunkline.lab.fleet.Fleets;
import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.lab.fleet.measure.BridgeWatch;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.history.Continuity;
import dev.trunkline.net.connection.ClientTls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same as {@link HundredCallsOutlastTheirChatsIT} where nobody ever pauses: the agent talks all the time, the caller says two words a
 * second and interrupts, and one chat takes the place of another at the least bad moment. Takes four minutes.
 */
@Tag("long")
class TalkersOutlastTheirChatsIT {

    private static final ClientTls TLS = ClientTls.platform();
    private static final int CALLS = 50;
    private static final double MOST_GAP_SECONDS = 0.4;

    @ParameterizedTest
    @CsvSource({"10, 36, 4", "16, 42, 3", "30, 62, 2", "40, 82, 2"})
    void noWordIsLost(int maxChatSeconds, int seconds, int rollovers, @TempDir Path directory) throws Exception {
        FarEndSettings settings = FarEndSettings.local().numbered(3, 500).endingChatsAfter(maxChatSeconds);
        try (FarEnd farEnd = FarEnd.start(settings);
                Trunkline bridge = bridge(directory, maxChatSeconds, farEnd.port())) {
            URI webhook = bridge.publicUrl().resolve("/twilio/voice");
            URI notes = URI.create("http://127.0.0.1:" + farEnd.port() + "/lab/notes");
            FleetPlan.Size size = new FleetPlan.Size(CALLS, 25, seconds, 0, 0, 0, 0, 2);
            FleetPlan plan = new FleetPlan(webhook, null, notes, size, 7, true).withCountingCallers();
            BridgeAdmin admin = new BridgeAdmin(bridge.adminUrl(), null);
            FleetReport report;
            try (Fleet fleet = Fleet.start(
                    plan, TLS, Fleets.SOUND, System::nanoTime, BridgeWatch.of(webhook, admin, TLS), admin)) {
                while (!fleet.awaitEnd(200)) {
                    fleet.sample();
                }
                report = fleet.report();
            }
            Continuity all = Objects.requireNonNull(report.faults()).continuity();
            RolloverGaps gaps = RolloverGaps.of(metrics(bridge));
            System.out.printf(
                    Locale.ROOT,
                    "%d talkers, chats of %d s: %d rollovers, gap p95 %s s, at most %s s; %s; not valid: %s%n",
                    all.calls(),
                    maxChatSeconds,
                    gaps.count(),
                    gaps.within(0.95),
                    gaps.within(1),
                    all.words(),
                    report.invalid());

            assertThat(gaps.count()).isGreaterThanOrEqualTo((long) CALLS * rollovers);
            assertThat(gaps.within(1)).isLessThanOrEqualTo(MOST_GAP_SECONDS);
            assertThat(all.words().lost()).isZero();
            assertThat(all.words().doubled()).isZero();
            assertThat(all.secondGreetings()).isZero();
            assertThat(all.losses()).isZero();
            assertThat(all.droppedLegs()).isZero();
        }
    }

    private static String metrics(Trunkline bridge) throws Exception {
        URI metrics = bridge.adminUrl().resolve("/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Trunkline bridge(Path directory, int maxChatSeconds, int port) throws Exception {
        Path config = Files.writeString(directory.resolve("one.yaml"), Dialect.realtime(maxChatSeconds, port));
        Map<String, String> environment = Map.of("TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1");
        return Trunkline.start(ConfigReader.read(environment, config).inLab());
    }
}
