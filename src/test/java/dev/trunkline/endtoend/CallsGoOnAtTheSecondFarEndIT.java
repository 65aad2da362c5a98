package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.chaos.ChaosPlan;
import dev.trunkline.lab.chaos.ChaosProxy;
import dev.trunkline.lab.chaos.FaultRule;
import dev.trunkline.lab.chaos.FaultText;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first far end of a route dies under its calls, of each at another moment, and takes none any more: all of them go on at the
 * second one. Both are one canned far end, which counts whose sound is heard and who heard which word; in front of the first
 * stands a proxy that breaks.
 */
class CallsGoOnAtTheSecondFarEndIT {

    private static final ClientTls TLS = ClientTls.platform();
    private static final int MOST_TRIES = 3;

    @TempDir
    private Path directory;

    private Map<String, Integer> ends = Map.of();

    @Test
    void tenOfTen() throws Exception {
        goOn(10, 7, "reset@2s..3s");
    }

    @Test
    @Tag("long")
    void aHundredOfAHundred() throws Exception {
        goOn(100, 20, "reset@6s..18s");
    }

    private void goOn(int calls, int seconds, String dies) throws Exception {
        FleetReport report = play(calls, seconds, dies);
        for (int tries = 1; tries < MOST_TRIES && !report.isValid(); tries++) {
            report = play(calls, seconds, dies); // a machine that was too busy to call judges nobody
        }
        assumeTrue(report.isValid() || "true".equals(System.getenv("CI")), String.join("; ", report.invalid()));
        Continuity all = Objects.requireNonNull(report.faults()).continuity();
        System.out.printf(
                Locale.ROOT,
                "%d calls, %d lost their far end: silence p95 %.0f ms, at most %.0f; %d of %d words lost, %d doubled%n",
                all.calls(),
                all.losses(),
                all.silences().at(0.95),
                all.silences().max(),
                all.words().lost(),
                all.words().said(),
                all.words().doubled());

        assertThat(all.calls()).isEqualTo(calls);
        assertThat(all.losses()).as(all.toString()).isGreaterThanOrEqualTo(calls * 8 / 10);
        assertThat(all.droppedLegs()).as("calls that ended: %s", ends).isZero();
        assertThat(all.abandoned()).isZero();
        assertThat(all.silences().at(0.95)).isLessThanOrEqualTo(1_500);
        assertThat(all.secondGreetings()).isZero();
        assertThat(all.words().lost()).isZero();
        assertThat(all.words().doubled()).isZero();
        assertThat(all.violationLines()).isEmpty();
    }

    private FleetReport play(int calls, int seconds, String dies) throws Exception {
        List<FaultRule> rules = List.of(FaultText.read(dies, FaultText.Usual.NONE));
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local().numbered(3, 500));
                ChaosProxy first = ChaosProxy.start(ChaosPlan.to("127.0.0.1:" + farEnd.port(), rules, 11));
                Trunkline bridge = bridge(first.port(), farEnd.port())) {
            URI webhook = bridge.publicUrl().resolve("/twilio/voice");
            URI notes = URI.create("http://127.0.0.1:" + farEnd.port() + "/lab/notes");
            FleetPlan.Size size = new FleetPlan.Size(calls, 25, seconds, 0, 0, 0, 0, 2);
            FleetPlan plan = new FleetPlan(webhook, null, notes, size, 7, true).withCountingCallers();
            BridgeAdmin admin = new BridgeAdmin(bridge.adminUrl(), null);
            try (Fleet fleet = Fleet.start(
                    plan, TLS, Fleets.SOUND, System::nanoTime, BridgeWatch.of(webhook, admin, TLS), admin)) {
                while (!fleet.awaitEnd(200)) {
                    fleet.sample();
                    if (first.accepted() >= calls) {
                        first.refuse(); // who is lost there has nobody there any more
                    }
                }
                ends = ends(bridge);
                return fleet.report();
            }
        }
    }

    /** How calls ended by the bridge's records, and how many did. */
    private static Map<String, Integer> ends(Trunkline bridge) throws Exception {
        URI records = bridge.adminUrl().resolve("/api/records?limit=500");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(records).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        Map<String, Integer> ends = new TreeMap<>();
        new ObjectMapper()
                .readTree(body)
                .path("records")
                .forEach(record -> ends.merge(record.path("end").asText(), 1, Integer::sum));
        return ends;
    }

    private Trunkline bridge(int first, int second) throws Exception {
        Path config = Files.writeString(directory.resolve("two.yaml"), Dialect.realtime(0, first, second));
        Map<String, String> environment = Map.of("TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1");
        return Trunkline.start(ConfigReader.read(environment, config).inLab());
    }
}
