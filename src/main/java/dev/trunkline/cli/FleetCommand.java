package dev.trunkline.cli;

import dev.trunkline.lab.fleet.CallerSound;
import dev.trunkline.lab.fleet.Fleet;
import dev.trunkline.lab.fleet.FleetJson;
import dev.trunkline.lab.fleet.FleetPlan;
import dev.trunkline.lab.fleet.FleetReport;
import dev.trunkline.lab.fleet.Profile;
import dev.trunkline.lab.report.FleetPage;
import dev.trunkline.net.ClientTls;
import dev.trunkline.speech.FreeTtsVoice;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
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

    private static final String LOG_LEVEL = "TRUNKLINE_LOG_LEVEL";
    private static final long SECOND_MILLIS = 1_000;
    private static final int BASELINE_SECONDS = 20;

    @Option(names = "--to", paramLabel = "URL", required = true, description = "The bridge's voice webhook.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI to;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "smoke",
            description = "smoke, standard, stress, churn, idle or soak; the options below override its sizes.")
    private Profile profile = Profile.SMOKE;

    @Option(names = "--calls", paramLabel = "N", description = "How many at the same time.")
    private @Nullable Integer calls;

    @Option(names = "--ramp", paramLabel = "PER_SECOND", description = "New calls a second.")
    private @Nullable Double ramp;

    @Option(names = "--duration", paramLabel = "S", description = "Seconds from when all calls have been placed.")
    private @Nullable Integer durationSeconds;

    @Option(
            names = "--call-length",
            paramLabel = "S",
            description = "Mean seconds of a call, after which another one comes; 0: as long as the fleet.")
    private @Nullable Integer callSeconds;

    @Option(names = "--warm-up", paramLabel = "S", description = "Seconds of the duration that do not count.")
    private @Nullable Integer warmUpSeconds;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what callers do by chance.")
    private long seed = 1;

    @Option(names = "--notes", paramLabel = "URL", description = "Where the far end tells what it heard when.")
    private @Nullable URI notes;

    @Option(names = "--baseline", description = "Also lets a bare relay carry the same calls, for comparison.")
    private boolean baseline;

    @Option(names = "--report", paramLabel = "FILE.html", defaultValue = "fleet.html", description = "The report.")
    private Path page = Path.of("fleet.html");

    @Option(names = "--json", paramLabel = "FILE", defaultValue = "fleet.json", description = "The same as data.")
    private Path json = Path.of("fleet.json");

    @Mixin
    private final TrustFile trust = new TrustFile();

    @ArgGroup(validate = false, heading = "Limits; exit status 1 when one is broken:%n")
    private FleetLimits limits = new FleetLimits();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        FleetPlan plan = plan();
        if (!System.getenv().containsKey(LOG_LEVEL)) {
            System.setProperty(LOG_LEVEL, "WARN"); // the screen is for the progress
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Synthesising the callers' voices...");
        out.flush();
        CallerSound sound = CallerSound.spokenBy(new FreeTtsVoice());
        FleetReport report = run(plan, trust.tls(), sound, "bridge");
        if (baseline) {
            try (RelayProcesses relay =
                    "https".equals(to.getScheme()) ? RelayProcesses.startWithTls() : RelayProcesses.start()) {
                int seconds = Math.min(BASELINE_SECONDS, plan.size().durationSeconds());
                FleetPlan same = plan.at(relay.webhook(), seconds);
                report = report.withBaseline(run(same, relay.tls(), sound, "bare relay"));
            }
        }
        FleetPage.write(page, report, commandLine());
        FleetJson.write(json, report);
        return conclude(report) ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
    }

    private FleetPlan plan() {
        int duration = or(durationSeconds, profile.durationSeconds());
        try {
            return new FleetPlan(
                    to,
                    System.getenv("TWILIO_AUTH_TOKEN"),
                    notes,
                    new FleetPlan.Size(
                            or(calls, profile.calls()),
                            ramp == null ? profile.rampPerSecond() : ramp,
                            duration,
                            or(callSeconds, profile.callSeconds()),
                            or(warmUpSeconds, Profile.warmUpSeconds(duration))),
                    seed,
                    profile.isTalkative());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private static int or(@Nullable Integer given, int otherwise) {
        return given == null ? otherwise : given;
    }

    private FleetReport run(FleetPlan plan, ClientTls tls, CallerSound sound, String what)
            throws IOException, InterruptedException {
        try (Fleet fleet = Fleet.start(plan, tls, sound, System::nanoTime)) {
            FleetScreen screen = new FleetScreen(spec.commandLine().getOut(), Help.Ansi.AUTO.enabled(), what, plan);
            Thread interrupted = new Thread(fleet::stop, "hang-up");
            Runtime.getRuntime().addShutdownHook(interrupted);
            while (!fleet.awaitEnd(SECOND_MILLIS)) {
                screen.show(fleet.sample());
            }
            screen.end();
            Runtime.getRuntime().removeShutdownHook(interrupted);
            return fleet.report();
        }
    }

    private String commandLine() {
        return "trunkline "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    /** Says how it went; false when it did not go well enough. */
    private boolean conclude(FleetReport report) {
        PrintWriter out = spec.commandLine().getOut();
        FleetScreen.summary(out, report);
        List<String> broken = limits.broken(report);
        broken.forEach(limit -> out.println("LIMIT BROKEN " + limit));
        out.println("Look: " + page + "   Data: " + json);
        out.flush();
        return broken.isEmpty();
    }
}
