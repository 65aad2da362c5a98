package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.trunkline.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.lab.fleet.BridgeAdmin;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.report.CallPage;
import dev.trunkline.lab.report.CallPicture;
import dev.trunkline.lab.report.CallReport;
import dev.trunkline.lab.report.ConsoleTranscript;
import dev.trunkline.lab.report.StereoRecording;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One simulated phone call, recorded, with a picture of it. */
@Command(
        name = "call",
        description = "Places one simulated phone call and leaves its recording and its picture.",
        mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {

    private static final String QUESTION = "what is my account balance";
    private static final String INTERRUPTION = "let me speak to someone please";
    private static final String LOG_LEVEL = "TRUNKLINE_LOG_LEVEL";
    private static final long INTERRUPT_AFTER_MILLIS = 2_200;

    @Option(names = "--to", paramLabel = "URL", description = "The voice webhook of a running bridge.")
    private @Nullable URI to;

    @Option(
            names = "--say",
            arity = "1..*",
            paramLabel = "TEXT",
            parameterConsumer = CallerLines.Consumer.class,
            description = "What the caller says, one utterance per text.")
    private final CallerLines said = new CallerLines();

    @Option(
            names = "--wav",
            arity = "1..*",
            paramLabel = "FILE",
            parameterConsumer = CallerLines.Consumer.class,
            description = "Recorded utterances, WAV of any rate.")
    @SuppressWarnings("UnusedVariable") // the same list under another option
    private final CallerLines played = said;

    @Option(
            names = "--press",
            paramLabel = "DIGITS",
            parameterConsumer = CallerLines.Consumer.class,
            description = "Keys that the caller presses.")
    @SuppressWarnings("UnusedVariable") // the same list under another option
    private final CallerLines pressed = said;

    @Option(
            names = "--interrupt-after",
            paramLabel = "MS",
            description = "From the second utterance on, the caller speaks when the agent has spoken for so long.")
    private @Nullable Long interruptAfterMillis;

    @Option(
            names = "--transfer-outcome",
            paramLabel = "OUTCOME",
            defaultValue = "answered",
            description = "What becomes of a transfer: answered, busy, no-answer, failed.")
    private String transferOutcome = "answered";

    @Option(names = "--record", paramLabel = "FILE.wav", defaultValue = "call.wav", description = "Both voices.")
    private Path recording = Path.of("call.wav");

    @Option(names = "--report", paramLabel = "FILE.html", defaultValue = "call.html", description = "The picture.")
    private Path page = Path.of("call.html");

    @Option(names = "--picture", paramLabel = "FILE.svg", description = "The time line alone.")
    private @Nullable Path picture;

    @Option(names = "--json", paramLabel = "FILE", defaultValue = "call.json", description = "The same as data.")
    private Path json = Path.of("call.json");

    @Option(names = "--from", paramLabel = "NUMBER", defaultValue = "+14155550100", description = "Who calls.")
    private String from = "";

    @Option(names = "--called", paramLabel = "NUMBER", defaultValue = "+18005550199", description = "Whom they call.")
    private String called = "";

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final TrustFile trust = new TrustFile();

    @Option(names = "--config", paramLabel = "FILE", description = "A trunkline.yaml for the embedded stack.")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        SimulatedWorld.Outcome outcome = SimulatedWorld.Outcome.parse(transferOutcome);
        if (outcome == null) {
            throw new ParameterException(
                    spec.commandLine(), "--transfer-outcome is answered, busy, no-answer or failed");
        }
        long interruptMillis = interruptAfterMillis == null ? 0 : interruptAfterMillis;
        if (said.isEmpty()) {
            said.say(QUESTION);
            said.say(INTERRUPTION);
            interruptMillis = interruptAfterMillis == null ? INTERRUPT_AFTER_MILLIS : interruptMillis;
        }
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (!environment.containsKey(LOG_LEVEL)) {
            // The conversation is what this command prints; the bridge's log would stand in between.
            System.setProperty(LOG_LEVEL, "WARN");
        }
        if (to != null) {
            return place(to, environment.get("TWILIO_AUTH_TOKEN"), admin.of(to), outcome, interruptMillis);
        }
        // Signed, as it will be in earnest; on any free port, for this process alone.
        String token = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));
        environment.put("TWILIO_AUTH_TOKEN", token);
        environment.put("TRUNKLINE_PORT", "0");
        environment.put("TRUNKLINE_BIND", "127.0.0.1");
        environment.put("TRUNKLINE_ADMIN_PORT", "0");
        environment.put("TRUNKLINE_ADMIN_TOKEN", token);
        environment.remove("TRUNKLINE_PUBLIC_URL");
        environment.remove("TRUNKLINE_TLS_CERTIFICATE");
        environment.remove("TRUNKLINE_TLS_KEY");
        TrunklineConfig config = ConfigReader.read(environment, file).inLab();
        spec.commandLine().getErr().println("Loading the agent's voice and ears...");
        try (Trunkline trunkline = Trunkline.start(config)) {
            TrunklineCommand.await(trunkline.warm());
            URI webhook = trunkline.publicUrl().resolve("/twilio/voice");
            BridgeAdmin bridge = new BridgeAdmin(trunkline.adminUrl(), token);
            return place(webhook, token, bridge, outcome, interruptMillis);
        }
    }

    private int place(
            URI webhook,
            @Nullable String token,
            BridgeAdmin bridge,
            SimulatedWorld.Outcome outcome,
            long interruptMillis)
            throws IOException, InterruptedException {
        BridgeRecords records = new BridgeRecords(bridge, trust.tls());
        PrintStream out = System.out;
        Instant startedAt = Instant.now();
        try (SimulatedWorld world = SimulatedWorld.create(token, trust.tls(), outcome);
                LivePrinter printer = new LivePrinter(new ConsoleTranscript(out), records)) {
            var steps = said.steps(world.callersVoice(), interruptMillis);
            PhoneRecord phone = world.call(webhook, from, called, steps, printer);
            JsonNode record = records.find(phone.callSid());
            printer.print(record);
            CallReport report = new CallReports(
                            phone,
                            record,
                            new CallReports.Facts(from, called, startedAt, world.personWords(), commandLine()))
                    .report();
            leave(report, phone.audio());
            return summary(report) ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
        }
    }

    private String commandLine() {
        return "trunkline "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private void leave(CallReport report, PhoneRecord.Audio audio) throws IOException {
        StereoRecording.write(recording, audio.callerSamples(), audio.agentSamples(), audio.sampleRateHz());
        CallPage.write(page, report, audio.callerSamples(), audio.agentSamples());
        if (picture != null) {
            Files.writeString(
                    picture,
                    CallPicture.svg(report, audio.callerSamples(), audio.agentSamples(), audio.sampleRateHz()));
        }
        Files.writeString(
                json,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report.toJson())
                        + "\n");
    }

    /** Says how it went; false when it did not go well. */
    private boolean summary(CallReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%nThe call took %.1f s; ended by: %s (%s)%n",
                report.durationMillis() / 1_000.0,
                report.endedBy().name().toLowerCase(java.util.Locale.ROOT),
                ConsoleTranscript.harmless(report.end()));
        out.println((report.greetingMillis() == null ? "no greeting" : "greeting " + report.greetingMillis() + " ms")
                + ", turns " + report.turnMillis() + " ms, stale audio "
                + report.bargeIns().stream()
                        .map(CallReport.BargeIn::staleAudioMillis)
                        .toList() + " ms, underruns "
                + report.underruns() + ", frames lost " + report.framesLost());
        if (report.bridgeRecord() && report.utterances() > 0) {
            out.println("understood " + report.understood() + " of " + report.utterances());
        }
        report.invalid().forEach(reason -> out.println("NOT VALID as a measurement: " + reason));
        report.warnings()
                .forEach(warning ->
                        out.println(ConsoleTranscript.harmless("carrier: " + warning.code() + " " + warning.text())));
        out.println("Listen: " + recording + "   Look: " + page + "   Data: " + json);
        out.flush();
        boolean answered = report.greetingMillis() != null;
        boolean endedWell =
                report.endedBy() == CallReport.EndedBy.CALLER || report.endedBy() == CallReport.EndedBy.AGENT;
        boolean isNothingUnderstood = report.bridgeRecord() && report.utterances() > 0 && report.understood() == 0;
        return answered
                && endedWell
                && !isNothingUnderstood
                && report.warnings().isEmpty();
    }
}
