package dev.trunkline.lab.fleet;

import dev.trunkline.lab.fleet.call.CallerPhrases;
import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.lab.fleet.measure.BridgeWatch;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Small fleets, and callers whose voice is there at once. */
public final class Fleets {

    public static final CallerPhrases SOUND = CallerPhrases.spokenBy(new Hum());

    private Fleets() {}

    public static FleetPlan plan(URI to, @Nullable URI notes, int calls, int seconds) {
        return new FleetPlan(to, null, notes, new FleetPlan.Size(calls, 100, seconds, 0, 0), 7, true);
    }

    static FleetReport run(FleetPlan plan) throws IOException, InterruptedException {
        return run(plan, ClientTls.platform());
    }

    static FleetReport run(FleetPlan plan, ClientTls tls) throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(plan, tls, SOUND, System::nanoTime)) {
            while (!fleet.awaitEnd(500)) {
                fleet.sample();
            }
            return fleet.report();
        }
    }

    /** The same with callers who count, and with what the bridge says of itself: the report has a history. */
    static FleetReport watched(FleetPlan plan, URI adminUrl) throws IOException, InterruptedException {
        ClientTls tls = ClientTls.platform();
        BridgeAdmin admin = new BridgeAdmin(adminUrl, null);
        try (Fleet fleet =
                Fleet.start(plan, tls, SOUND, System::nanoTime, BridgeWatch.of(plan.to(), admin, tls), admin)) {
            while (!fleet.awaitEnd(500)) {
                fleet.sample();
            }
            return fleet.report();
        }
    }

    /** Half a second of 300 Hz, whatever is to be said. */
    private static final class Hum implements Voice {
        @Override
        public Speech say(String text) {
            short[] samples = new short[4_000];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) (4_000 * Math.sin(2 * Math.PI * 300 * i / 8_000));
            }
            return new Speech(samples, 8_000);
        }

        @Override
        public int sampleRateHz() {
            return 8_000;
        }
    }
}
