package dev.trunkline.cli;

import dev.trunkline.config.ConfigReader;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Many simulated calls at a bridge, measured. */
@Command(
        name = "fleet",
        description = "Places many simulated calls at a bridge and measures what their callers hear.",
        mixinStandardHelpOptions = true)
final class FleetCommand implements Callable<Integer> {

    private static final long SECOND_MILLIS = 1_000;
    private static final int BASELINE_SECONDS = 20;
    private static final int MAX_REPEAT = 20;
    private static final int SPARE_SHARE = 10; // of the seats: who hangs up leaves a little later than the next comes
    private static final URI SOME_BRIDGE = URI.create("http://localhost/twilio/voice");

    @Mixin
    private final BridgeOptions bridge = new BridgeOptions();

    @ArgGroup(validate = false, heading = "Size:%n")
    private FleetSize size = new FleetSize();

    @ArgGroup(validate = false, heading = "Faults:%n")
    private FleetFaults faults = new FleetFaults();

    @ArgGroup(validate = false, heading = "Far end:%n")
    private FleetFarEnd farEnd = new FleetFarEnd();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what callers do by chance.")
    private long seed = 1;

    @Option(
            names = "--status",
            paramLabel = "URL",
            converter = Arguments.HttpUrl.class,
            description = "The bridge's status callback, told of each call's end; nobody is by default.")
    private @Nullable URI status;

    @Option(names = "--baseline", description = "Also lets a bare relay carry the same calls, for comparison.")
    private boolean baseline;

    @Option(
            names = "--baseline-to",
            paramLabel = "URL",
            converter = Arguments.HttpUrl.class,
            description = "The same with another bridge's voice webhook in the place of the relay.")
    private @Nullable URI baselineTo;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Everything N times in turn, 1 to 20; medians decide.")
    private int repeat = 1;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            defaultValue = "fleet.html",
            converter = Arguments.Output.class,
            description = "The report.")
    private OutputFile page = OutputFile.of("fleet.html");

    @Option(
            names = "--json",
            paramLabel = "FILE",
            defaultValue = "fleet.json",
            converter = Arguments.Output.class,
            description = "The same as data; - for standard output, where nothing else stands then.")
    private OutputFile json = OutputFile.of("fleet.json");

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets both
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    private FleetLimits limits;

    @SuppressWarnings("NullAway.Init")
    private PanelLimits panelLimits;

    private volatile @Nullable Fleet running;
    private @Nullable ChaosStack chaos;

    @Spec
    void spec(CommandSpec own) {
        spec = own;
        limits = new FleetLimits(own);
        panelLimits = new PanelLimits(own);
        own.usageMessage().footer(FleetSize.profiles());
    }

    @Override
    public Integer call() throws Exception {
        if (size.isConversation()) {
            return converse();
        }
        // What cannot be is told before anything is started.
        int calls = plan(SOME_BRIDGE, farEnd.notes(), null).size().calls();
        OutputFile.check(spec, files());
        ClientTls tls = bridge.tls();
        ConfigReader.checkNames(System.getenv());
        Heap.require("a fleet of " + calls + " calls", Heap.fleetMegabytes(calls));
        URI given = bridge.webhook();
        if (isFaulty()) {
            return measureWithFaults(calls + calls / SPARE_SHARE + 1);
        }
        if (given != null) {
            BridgeAdmin asked = bridge.admin(given);
            bridge.await(given, "serve", console.progress());
            URI notes = farEnd.notes();
            if (notes != null) {
                bridge.await(notes, "evi --echo", console.progress());
            }
            return measure(plan(given, notes, System.getenv("TWILIO_AUTH_TOKEN")), asked, tls);
        }
        try (BridgeProcesses own = BridgeProcesses.start(farEnd.dialect(), calls + calls / SPARE_SHARE + 1)) {
            return measure(plan(own.webhook(), own.notes(), own.authToken()), own.admin(), tls);
        }
    }

    private boolean isFaulty() {
        return faults.isGiven() || !size.faults().isEmpty();
    }

    private int measureWithFaults(int maxCalls) throws IOException, InterruptedException {
        try (ChaosStack stack =
                ChaosStack.start(farEnd, maxCalls, faults.ofFarEnd(size.faults()), faults.ofPhones(), seed)) {
            chaos = stack;
            BridgeProcesses own = stack.processes();
            FleetPlan plan = plan(own.webhook(), own.notes(), own.authToken()).withCountingCallers();
            return measure(plan, own.admin(), ClientTls.platform());
        }
    }

    private int converse() throws Exception {
        ConversationFleet fleet = new ConversationFleet(spec, console, page, json, panelLimits, conversation());
        OutputFile.check(spec, files());
        ConsoleOptions.quietLog();
        URI given = bridge.webhook();
        if (given == null) {
            return fleet.atOwn();
        }
        bridge.await(given, "serve", console.progress());
        return fleet.at(given, System.getenv("TWILIO_AUTH_TOKEN"), bridge.tls(), given.toString());
    }

    private ConversationFleet.Plan conversation() {
        try {
            bridge.check();
            panelLimits.check();
            farEnd.checkScenes(faults.isGiven());
            boolean isLoad = limits.isGiven() || baseline || baselineTo != null || repeat > 1;
            if (isLoad || status != null) {
                throw new IllegalArgumentException(
                        "profile conversation measures no load: it has no baseline, no repeat, no status, and only the panel's limits");
            }
            return size.conversation(seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private int measure(FleetPlan plan, BridgeAdmin asked, ClientTls tls) throws IOException, InterruptedException {
        ConsoleOptions.quietLog();
        console.progress().println("Synthesising the callers' voices...");
        CallerPhrases sound = CallerPhrases.spokenBy(new FreeTtsVoice());
        try (Interruption interruption = Interruption.lets(this::hangUp)) {
            List<FleetReport> reports = runs(plan, asked, tls, sound, interruption);
            if (reports.isEmpty()) {
                console.progress().println("Broken off before anything was measured.");
                return TrunklineCommand.FAILED;
            }
            return conclude(new Runs(reports)) ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
        }
    }

    private List<FleetReport> runs(
            FleetPlan plan, BridgeAdmin asked, ClientTls tls, CallerPhrases sound, Interruption interruption)
            throws IOException, InterruptedException {
        if (size.rehearsalSeconds() > 0) {
            FleetPlan rehearsal = plan.rehearsal(size.rehearsalSeconds());
            run(rehearsal, tls, sound, "rehearsal, bridge", BridgeWatch.of(itself(plan), asked, tls), asked);
            if (baselineTo != null) {
                runOther(rehearsal, baselineTo, tls, sound, "rehearsal, ");
            }
        }
        List<FleetReport> reports = new ArrayList<>();
        for (int i = 1; i <= repeat && !interruption.hasCome(); i++) {
            String which = repeat == 1 ? "" : "run " + i + " of " + repeat + ", ";
            reports.add(once(plan, asked, tls, sound, which, interruption));
            if (repeat > 1) {
                FleetSummary.summary(out(), reports.get(i - 1));
                out().println();
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
        if ((!baseline && baselineTo == null) || interruption.hasCome()) {
            return report;
        }
        if (baselineTo != null) {
            return report.withBaseline(runOther(plan, baselineTo, tls, sound, which));
        }
        try (RelayProcesses relay = "https".equals(plan.to().getScheme())
                ? RelayProcesses.startWithTls(farEnd.dialect())
                : RelayProcesses.start(farEnd.dialect())) {
            int seconds = Math.min(BASELINE_SECONDS, plan.size().durationSeconds());
            FleetPlan same = plan.at(relay.webhook(), seconds);
            FleetReport relayed = run(
                    same,
                    relay.tls(),
                    sound,
                    which + "bare relay",
                    BridgeWatch.of(same.to(), null, relay.tls()),
                    asked);
            return interruption.hasCome() ? report : report.withBaseline(relayed);
        }
    }

    private FleetReport runOther(FleetPlan plan, URI other, ClientTls tls, CallerPhrases sound, String which)
            throws IOException, InterruptedException {
        BridgeWatch watch = BridgeWatch.collecting(other, bridge.admin(other), tls);
        FleetPlan same = plan.at(other, plan.size().durationSeconds());
        return run(same, tls, sound, which + "other bridge", watch, bridge.admin(other));
    }

    private void hangUp() {
        Fleet calling = running;
        if (calling != null) {
            calling.stop();
        }
    }

    private PrintWriter out() {
        return console.out(files());
    }

    private List<OutputFile> files() {
        return List.of(page, json);
    }

    private FleetPlan plan(URI webhook, @Nullable URI notesUrl, @Nullable String authToken) {
        try {
            if (repeat < 1 || repeat > MAX_REPEAT) {
                throw new IllegalArgumentException("repeat must be 1 to " + MAX_REPEAT);
            }
            bridge.check();
            limits.check();
            panelLimits.check();
            faults.ofFarEnd(size.faults());
            faults.ofPhones();
            farEnd.check(isFaulty(), bridge.webhook() != null);
            if (baselineTo != null && (baseline || bridge.webhook() == null)) {
                throw new IllegalArgumentException("baseline-to: needs --to, and stands in the place of --baseline");
            }
            if (isFaulty() && (bridge.webhook() != null || baseline)) {
                throw new IllegalArgumentException(
                        "fault: a fleet with faults has a bridge and a far end of its own, and no"
                                + " baseline; to trouble a bridge that runs, put 'chaos' before its EVI");
            }
            return farEnd.dialect()
                    .over(new FleetPlan(webhook, status, authToken, notesUrl, size.size(), seed, size.isTalkative()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    /** Where the bridge is when nobody stands in between. */
    private URI itself(FleetPlan plan) {
        return chaos == null ? plan.to() : chaos.processes().bridgeItself();
    }

    private FleetReport run(
            FleetPlan plan, ClientTls tls, CallerPhrases sound, String what, BridgeWatch watch, BridgeAdmin asked)
            throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(plan, tls, sound, System::nanoTime, watch, asked)) {
            running = fleet;
            FleetScreen screen = new FleetScreen(console.progress(), console.isTerminal(), what, plan);
            while (!fleet.awaitEnd(SECOND_MILLIS)) {
                screen.show(fleet.sample());
            }
            screen.end();
            running = null;
            return chaos == null ? fleet.report() : fleet.report().withStruck(chaos.struck());
        }
    }

    /** Says how it went, and leaves it in files; false when it did not go well enough. */
    private boolean conclude(Runs runs) {
        PrintWriter out = out();
        if (runs.all().size() == 1) {
            FleetSummary.summary(out, runs.typical());
        } else {
            FleetSummary.medians(out, runs);
        }
        List<String> broken = limits.broken(runs);
        broken.addAll(panelLimits.broken(runs.typical().panel(), runs.invalid()));
        broken.forEach(limit -> out.println("LIMIT BROKEN " + limit));
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        boolean isWhole = page.leave(file -> FleetPage.write(file, runs, console.commandLine()), err);
        isWhole &= json.leave(file -> FleetJson.write(file, runs), err);
        out.println("Look: " + page + "   Data: " + json);
        out.flush();
        isWhole &= console.isPrinted(files());
        boolean connected = runs.all().stream().allMatch(report -> report.count(Count.CALLS_CONNECTED) > 0);
        return isWhole && connected && broken.isEmpty();
    }
}
