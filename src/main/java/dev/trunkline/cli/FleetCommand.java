package dev.trunkline.cli;

import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.URI;
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
            description = "The bridge's status callback, told of each call's end. Without it: that of a bridge that is"
                    + " started for the occasion, where calls come and go, else nobody.")
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
        output().check();
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
            return load(null).measure(plan(given, notes, System.getenv("TWILIO_AUTH_TOKEN")), asked, tls);
        }
        try (BridgeProcesses own = BridgeProcesses.start(farEnd.dialect(), calls + calls / SPARE_SHARE + 1)) {
            return load(null).measure(plan(own.webhook(), own.notes(), own.authToken()), own.admin(), tls);
        }
    }

    private boolean isFaulty() {
        return faults.isGiven() || !size.faults().isEmpty();
    }

    private int measureWithFaults(int maxCalls) throws IOException, InterruptedException {
        try (ChaosStack stack =
                ChaosStack.start(farEnd, maxCalls, faults.ofFarEnd(size.faults()), faults.ofPhones(), seed)) {
            BridgeProcesses own = stack.processes();
            FleetPlan plan = plan(own.webhook(), own.notes(), own.authToken()).withCountingCallers();
            return load(stack).measure(plan, own.admin(), ClientTls.platform());
        }
    }

    private int converse() throws Exception {
        ConversationFleet fleet = new ConversationFleet(output(), panelLimits, conversation());
        output().check();
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

    /** @param chaos what troubles the calls, or null */
    private LoadFleet load(@Nullable ChaosStack chaos) {
        LoadFleet.Rounds rounds = new LoadFleet.Rounds(size.rehearsalSeconds(), repeat, baseline, baselineTo);
        return new LoadFleet(output(), limits, panelLimits, bridge, farEnd.dialect(), rounds, chaos);
    }

    private FleetOutput output() {
        return new FleetOutput(spec, console, page, json);
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
            FleetPlan.Size calls = size.size();
            boolean isOurs = bridge.webhook() == null;
            URI told = status == null && isOurs && calls.isReplacing() ? webhook.resolve("status") : status;
            return farEnd.dialect()
                    .over(new FleetPlan(webhook, told, authToken, notesUrl, calls, seed, size.isTalkative()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }
}
