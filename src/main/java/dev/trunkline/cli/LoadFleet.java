package dev.trunkline.cli;

import dev.trunkline.lab.fleet.Fleet;
import dev.trunkline.lab.fleet.call.CallerPhrases;
import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.lab.fleet.measure.BridgeWatch;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.verdict.FleetJson;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.Runs;
import dev.trunkline.lab.report.fleet.FleetPage;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code fleet} with any other profile: the same calls at one bridge, once or again and again, and at what it is compared with. */
final class LoadFleet {

    private static final long SECOND_MILLIS = 1_000;
    private static final int BASELINE_SECONDS = 20;

    private final FleetOutput output;
    private final FleetLimits limits;
    private final PanelLimits panelLimits;
    private final BridgeOptions bridge;
    private final FarEndDialect dialect;
    private final Rounds rounds;
    private final @Nullable ChaosStack chaos;
    private volatile @Nullable Fleet running;

    /**
     * How often, and beside what.
     *
     * @param rehearsalSeconds for which there are calls before anything counts
     * @param repeat how often everything is done
     * @param hasRelay whether a bare relay carries the same calls
     * @param otherBridge the voice webhook of a bridge that carries them in its place, or null
     */
    record Rounds(
            int rehearsalSeconds,
            int repeat,
            boolean hasRelay,
            @Nullable URI otherBridge) {

        boolean hasBaseline() {
            return hasRelay || otherBridge != null;
        }
    }

    /**
     * @param bridge how another one's operators are asked
     * @param dialect of the relay's far end
     * @param chaos what troubles the calls, or null
     */
    LoadFleet(
            FleetOutput output,
            FleetLimits limits,
            PanelLimits panelLimits,
            BridgeOptions bridge,
            FarEndDialect dialect,
            Rounds rounds,
            @Nullable ChaosStack chaos) {
        this.output = output;
        this.limits = limits;
        this.panelLimits = panelLimits;
        this.bridge = bridge;
        this.dialect = dialect;
        this.rounds = rounds;
        this.chaos = chaos;
    }

    /** Measures the plan's bridge, and says and leaves what came of it. Returns the exit status. */
    int measure(FleetPlan plan, BridgeAdmin asked, ClientTls tls) throws IOException, InterruptedException {
        ConsoleOptions.quietLog();
        output.progress().println("Synthesising the callers' voices...");
        CallerPhrases sound = CallerPhrases.spokenBy(new FreeTtsVoice());
        try (Interruption interruption = Interruption.lets(this::hangUp)) {
            List<FleetReport> reports = runs(plan, asked, tls, sound, interruption);
            if (reports.isEmpty()) {
                output.progress().println("Broken off before anything was measured.");
                return TrunklineCommand.FAILED;
            }
            return conclude(new Runs(reports)) ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
        }
    }

    private List<FleetReport> runs(
            FleetPlan plan, BridgeAdmin asked, ClientTls tls, CallerPhrases sound, Interruption interruption)
            throws IOException, InterruptedException {
        if (rounds.rehearsalSeconds() > 0) {
            FleetPlan rehearsal = plan.rehearsal(rounds.rehearsalSeconds());
            run(rehearsal, tls, sound, "rehearsal, bridge", BridgeWatch.of(itself(plan), asked, tls), asked);
            if (rounds.otherBridge() != null) {
                runOther(rehearsal, rounds.otherBridge(), tls, sound, "rehearsal, ");
            }
        }
        List<FleetReport> reports = new ArrayList<>();
        for (int i = 1; i <= rounds.repeat() && !interruption.hasCome(); i++) {
            String which = rounds.repeat() == 1 ? "" : "run " + i + " of " + rounds.repeat() + ", ";
            reports.add(once(plan, asked, tls, sound, which, interruption));
            if (rounds.repeat() > 1) {
                FleetSummary.summary(output.out(), reports.get(i - 1));
                output.out().println();
            }
        }
        return reports;
    }

    private FleetReport once(
            FleetPlan plan,
            BridgeAdmin asked,
            ClientTls tls,
            CallerPhrases sound,
            String which,
            Interruption interruption)
            throws IOException, InterruptedException {
        FleetReport report =
                run(plan, tls, sound, which + "bridge", BridgeWatch.collecting(itself(plan), asked, tls), asked);
        if (!rounds.hasBaseline() || interruption.hasCome()) {
            return report;
        }
        if (rounds.otherBridge() != null) {
            return report.withBaseline(runOther(plan, rounds.otherBridge(), tls, sound, which));
        }
        FleetReport relayed = runRelay(plan, asked, sound, which);
        return interruption.hasCome() ? report : report.withBaseline(relayed);
    }

    private FleetReport runRelay(FleetPlan plan, BridgeAdmin asked, CallerPhrases sound, String which)
            throws IOException, InterruptedException {
        try (RelayProcesses relay = "https".equals(plan.to().getScheme())
                ? RelayProcesses.startWithTls(dialect)
                : RelayProcesses.start(dialect)) {
            int seconds = Math.min(BASELINE_SECONDS, plan.size().durationSeconds());
            FleetPlan same = plan.at(relay.webhook(), seconds);
            BridgeWatch watch = BridgeWatch.of(same.to(), null, relay.tls());
            return run(same, relay.tls(), sound, which + "bare relay", watch, asked);
        }
    }

    private FleetReport runOther(FleetPlan plan, URI other, ClientTls tls, CallerPhrases sound, String which)
            throws IOException, InterruptedException {
        BridgeWatch watch = BridgeWatch.collecting(other, bridge.admin(other), tls);
        FleetPlan same = plan.at(other, plan.size().durationSeconds());
        return run(same, tls, sound, which + "other bridge", watch, bridge.admin(other));
    }

    private FleetReport run(
            FleetPlan plan, ClientTls tls, CallerPhrases sound, String what, BridgeWatch watch, BridgeAdmin asked)
            throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(plan, tls, sound, System::nanoTime, watch, asked)) {
            running = fleet;
            ConsoleOptions console = output.console();
            FleetScreen screen = new FleetScreen(console.progress(), console.isTerminal(), what, plan);
            while (!fleet.awaitEnd(SECOND_MILLIS)) {
                screen.show(fleet.sample());
            }
            screen.end();
            running = null;
            return chaos == null ? fleet.report() : fleet.report().withStruck(chaos.struck());
        }
    }

    private void hangUp() {
        Fleet calling = running;
        if (calling != null) {
            calling.stop();
        }
    }

    /** Where the bridge is when nobody stands in between. */
    private URI itself(FleetPlan plan) {
        return chaos == null ? plan.to() : chaos.processes().bridgeItself();
    }

    /** Says how it went, and leaves it in files; false when it did not go well enough. */
    private boolean conclude(Runs runs) {
        PrintWriter out = output.out();
        if (runs.all().size() == 1) {
            FleetSummary.summary(out, runs.typical());
        } else {
            FleetSummary.medians(out, runs);
        }
        List<String> broken = limits.broken(runs);
        broken.addAll(panelLimits.broken(runs.typical().panel(), runs.invalid()));
        broken.forEach(limit -> out.println("LIMIT BROKEN " + limit));
        out.flush();
        boolean isWhole = output.leave(
                file -> FleetPage.write(file, runs, output.console().commandLine()),
                file -> FleetJson.write(file, runs));
        boolean connected = runs.all().stream().allMatch(report -> report.count(Count.CALLS_CONNECTED) > 0);
        return isWhole && connected && broken.isEmpty();
    }
}
