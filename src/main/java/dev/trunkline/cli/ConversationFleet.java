package dev.trunkline.cli;

import static dev.trunkline.lab.report.Texts.say;

import dev.trunkline.app.Trunkline;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.report.panel.PanelPage;
import dev.trunkline.lab.scene.CallerVoices;
import dev.trunkline.lab.scene.PanelReport;
import dev.trunkline.lab.scene.PanelScene;
import dev.trunkline.lab.scene.SceneBook;
import dev.trunkline.lab.scene.SceneResult;
import dev.trunkline.lab.scene.SceneRun;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code fleet --profile conversation}: scenes instead of load, and the panel instead of latencies. */
final class ConversationFleet {

    private final FleetOutput output;
    private final PanelLimits limits;
    private final Plan plan;

    /** How many scenes, how many at once, of which book. */
    record Plan(int scenes, int atOnce, long seed) {}

    ConversationFleet(FleetOutput output, PanelLimits limits, Plan plan) {
        this.output = output;
        this.limits = limits;
        this.plan = plan;
    }

    /** At a bridge and an engine of its own, in this process. */
    int atOwn() throws Exception {
        Heap.require("calls and all that answers them", Heap.CALL_MEGABYTES);
        EmbeddedStack stack = EmbeddedStack.of(null);
        output.progress().println("Loading the agent's voice and ears...");
        try (Trunkline trunkline = Trunkline.start(stack.config())) {
            TrunklineCommand.await(trunkline.ready());
            TrunklineCommand.await(trunkline.warm());
            return at(trunkline.publicUrl().resolve("/twilio/voice"), stack.token(), ClientTls.platform(), "embedded");
        }
    }

    /**
     * At any bridge.
     *
     * @param token signs; null: nothing is signed
     * @param name of the bridge in the report
     */
    int at(URI webhook, @Nullable String token, ClientTls tls, String name) throws IOException, InterruptedException {
        CallerVoices voices = LabVoices.all();
        output.progress().println(say("Synthesising what callers say, with %d voices...", voices.count()));
        List<PanelScene> scenes = new SceneBook(plan.seed(), voices).scenes(plan.scenes());
        CarrierSettings settings = CarrierSettings.local()
                .withAccount(CarrierSettings.SOME_ACCOUNT, token)
                .withTls(tls);
        String startedAt = Instant.now().toString();
        try (SimulatedCarrier carrier = SimulatedCarrier.start(settings)) {
            SceneRun run = new SceneRun(carrier, webhook, plan.atOnce());
            try (Interruption interruption = Interruption.lets(run::stop)) {
                AtomicInteger done = new AtomicInteger();
                List<SceneResult> results = run.play(scenes, result -> tell(done.incrementAndGet(), result));
                PanelReport report = PanelReport.of(startedAt, name, plan.seed(), plan.atOnce(), results);
                if (interruption.hasCome()) {
                    output.out().println("Broken off; what was whole until then:");
                }
                return conclude(report) ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
            }
        }
    }

    private void tell(int done, SceneResult result) {
        StringBuilder errors = new StringBuilder();
        result.errors()
                .forEach(error -> errors.append(
                        say("  %s at %.1f s", error.kind().name().toLowerCase(Locale.ROOT), error.tick() / 5.0)));
        PrintWriter progress = output.progress();
        progress.println(say(
                "%4d of %d  scene %d, %s %s: %s",
                done,
                plan.scenes(),
                result.number(),
                result.kind().words(),
                result.what(),
                errors.length() == 0 ? "well" : "WRONG" + errors));
        progress.flush();
    }

    private boolean conclude(PanelReport report) {
        PrintWriter out = output.out();
        PanelText.print(out, report.panel());
        PanelReport.DeadAir air = report.deadAir();
        out.println(say(
                "dead air: longest %d ms, median of calls %d ms; above 1.5 s in %d of %d calls",
                air.max(), air.median(), air.longCalls(), air.calls()));
        out.println(report.isValid() ? "valid" : "NOT VALID: " + String.join("; ", report.invalid()));
        List<String> broken = limits.broken(report.panel(), report.invalid());
        broken.forEach(limit -> out.println("LIMIT BROKEN " + limit));
        boolean isWhole = output.leave(
                file -> PanelPage.write(file, report, output.console().commandLine()),
                file -> PanelPage.writeJson(file, report));
        return isWhole && broken.isEmpty() && !report.scenes().isEmpty();
    }
}
