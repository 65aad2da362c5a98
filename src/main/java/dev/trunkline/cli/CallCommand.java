package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.app.LocalHearing;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.caller.CallerRoom;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.lab.report.call.CallReport;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
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
    private static final String INTERRUPTION = "i want to speak to a person";
    private static final int INTERRUPT_AFTER_MILLIS = 2_200;
    private static final long MOST_MILLIS = 60_000;
    private static final double NANOS_PER_SECOND = 1e9;

    @Mixin
    private final BridgeOptions bridge = new BridgeOptions();

    @Option(
            names = "--say",
            arity = "1..*",
            paramLabel = "TEXT",
            parameterConsumer = CallerLines.Consumer.class,
            description = {
                "What the caller says, one utterance per text.",
                "  Without --say, --wav and --press: \"" + QUESTION + "\", \"" + INTERRUPTION + "\";",
                "  without --to and --interrupt-after, to ears that hear any words: a longer talk in their own words."
            })
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
            description = "Keys that the caller presses: 0 to 9, * and #.")
    @SuppressWarnings("UnusedVariable") // the same list under another option
    private final CallerLines pressed = said;

    @Option(
            names = "--backchannel",
            arity = "1..*",
            paramLabel = "WORDS",
            parameterConsumer = CallerLines.Consumer.class,
            description = "What the caller says while the agent speaks, to go on: mm-hm, okay, right.")
    @SuppressWarnings("UnusedVariable") // the same list under another option
    private final CallerLines agreed = said;

    @Option(
            names = "--sound",
            arity = "1..*",
            paramLabel = "NAME",
            parameterConsumer = CallerLines.Consumer.class,
            description = "What is heard of the caller while the agent speaks: cough, throat, breath, sniff, click.")
    @SuppressWarnings("UnusedVariable") // the same list under another option
    private final CallerLines heard = said;

    @Option(
            names = "--aside",
            arity = "1..*",
            paramLabel = "TEXT",
            parameterConsumer = CallerLines.Consumer.class,
            description = "What somebody says beside the telephone while the agent speaks.")
    @SuppressWarnings("UnusedVariable") // the same list under another option
    private final CallerLines overheard = said;

    @Mixin
    private final RoomOptions room = new RoomOptions();

    @Option(
            names = "--interrupt-after",
            paramLabel = "MS",
            description = {
                "From the second utterance on, the caller speaks when the agent has spoken for so long.",
                "  By default they wait, but say the default's second utterance after " + INTERRUPT_AFTER_MILLIS + "."
            })
    private @Nullable Long interruptAfterMillis;

    @Option(
            names = "--transfer-outcome",
            paramLabel = "OUTCOME",
            defaultValue = "answered",
            description = "What becomes of a transfer: answered, busy, no-answer, failed.")
    private String transferOutcome = "answered";

    @Mixin
    private final CallFiles files = new CallFiles();

    @Option(names = "--from", paramLabel = "NUMBER", defaultValue = "+14155550100", description = "Who calls.")
    private String from = "";

    @Option(names = "--called", paramLabel = "NUMBER", defaultValue = "+18005550199", description = "Whom they call.")
    private String called = "";

    @Option(names = "--config", paramLabel = "FILE", description = "A trunkline.yaml for the embedded stack.")
    private @Nullable Path file;

    @Mixin
    private final ConsoleOptions console = new ConsoleOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** What was asked for, and can be done. */
    private record Order(SimulatedWorld.Outcome outcome, long interruptMillis, CallerRoom room, ClientTls tls) {}

    @Override
    public Integer call() throws Exception {
        ConsoleOptions.quietLog();
        URI to = bridge.webhook();
        EmbeddedStack own = to == null ? EmbeddedStack.of(file) : null;
        Order order =
                order(own != null && LocalHearing.isFree(own.config().engine().ears()));
        if (to != null) {
            ConfigReader.checkNames(System.getenv());
            BridgeAdmin asked = bridge.admin(to);
            bridge.await(to, "serve", console.progress());
            return place(to, System.getenv("TWILIO_AUTH_TOKEN"), asked, order);
        }
        EmbeddedStack stack = Objects.requireNonNull(own);
        Heap.require("a call and all that answers it", Heap.CALL_MEGABYTES);
        long begunNanos = System.nanoTime();
        console.progress().println("Loading the agent's voice, and its first words...");
        try (Trunkline trunkline = Trunkline.start(stack.config())) {
            TrunklineCommand.await(trunkline.ready());
            console.progress()
                    .println(String.format(
                            Locale.ROOT,
                            "It speaks after %.1f s, and the call begins; its ears are loaded meanwhile.",
                            (System.nanoTime() - begunNanos) / NANOS_PER_SECOND));
            URI webhook = trunkline.publicUrl().resolve("/twilio/voice");
            int status = place(webhook, stack.token(), new BridgeAdmin(trunkline.adminUrl(), stack.token()), order);
            if (trunkline.warm().isCompletedExceptionally()) {
                TrunklineCommand.await(trunkline.warm());
            }
            return status;
        }
    }

    /** @param isFree whether the agent understands what no grammar holds */
    private Order order(boolean isFree) {
        SimulatedWorld.Outcome outcome = SimulatedWorld.Outcome.parse(transferOutcome);
        if (outcome == null) {
            throw wrong("--transfer-outcome is answered, busy, no-answer or failed");
        }
        long interruptMillis = interruptAfterMillis == null ? 0 : interruptAfterMillis;
        if (interruptMillis < 0 || interruptMillis > MOST_MILLIS) {
            throw wrong("--interrupt-after must be 0 to " + MOST_MILLIS + " milliseconds");
        }
        if (said.isEmpty() && isFree && interruptAfterMillis == null) {
            inOwnWords();
        } else if (said.isEmpty()) {
            said.say(QUESTION);
            said.say(INTERRUPTION);
            interruptMillis = interruptAfterMillis == null ? INTERRUPT_AFTER_MILLIS : interruptMillis;
        }
        CallerRoom callerRoom;
        try {
            bridge.check();
            callerRoom = room.room();
        } catch (IllegalArgumentException e) {
            throw wrong("--" + e.getMessage());
        }
        OutputFile.check(spec, files.all());
        return new Order(outcome, interruptMillis, callerRoom, bridge.tls());
    }

    /** What no grammar holds: a new address, a question beside, a nod, a number digit by digit, and then a person. */
    private void inOwnWords() {
        said.say("Hello, I am moving to a new house next month.");
        said.say("It is sixteen Garden Avenue.");
        said.say("By the way, how late can I visit your shop?");
        said.agree("mm-hm");
        said.say("It is on Friday.");
        said.say("It is four two seven one nine eight.");
        said.say("Yes, that's right.");
        said.interrupt("Sorry, but I would like to talk to a person, please.");
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private PrintWriter out() {
        return console.out(files.all());
    }

    private int place(URI webhook, @Nullable String token, BridgeAdmin asked, Order order)
            throws IOException, InterruptedException {
        BridgeRecords records = new BridgeRecords(asked, order.tls());
        Instant startedAt = Instant.now();
        try (SimulatedWorld world = SimulatedWorld.create(token, order.tls(), order.outcome());
                LivePrinter printer = new LivePrinter(new ConsoleTranscript(console.live(files.all())), records)) {
            var steps = said.steps(world.callersVoice(), order.interruptMillis());
            try (Interruption interruption = Interruption.lets(world::hangUp)) {
                PhoneRecord phone = world.call(webhook, from, called, steps, order.room(), printer);
                JsonNode record = records.find(phone.callSid());
                printer.print(record);
                CallReport report = new CallReports(
                                phone,
                                record,
                                new CallReports.Facts(
                                        from, called, startedAt, world.personWords(), console.commandLine()))
                        .report();
                if (interruption.hasCome()) {
                    out().println("The call was broken off.");
                }
                boolean isGood = summary(report);
                if (records.refusal() != null) {
                    out().println("The agent's words are missing here: " + records.refusal() + ".");
                }
                boolean isWhole =
                        files.leave(report, phone.audio(), spec.commandLine().getErr());
                out().println(files);
                out().flush();
                isWhole &= console.isPrinted(files.all());
                return isGood && isWhole ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
            }
        }
    }

    /** Says how it went; false when it did not go well. */
    private boolean summary(CallReport report) {
        PrintWriter out = out();
        out.printf(
                Locale.ROOT,
                "%nThe call took %.1f s; ended by: %s (%s)%n",
                report.durationMillis() / 1_000.0,
                report.endedBy().name().toLowerCase(Locale.ROOT),
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
