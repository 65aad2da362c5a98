package dev.trunkline.cli;

import dev.trunkline.flight.FlightKey;
import dev.trunkline.replay.Replay;
import dev.trunkline.replay.ReplayDifference;
import dev.trunkline.replay.ReplayPage;
import dev.trunkline.replay.ReplayResult;
import dev.trunkline.replay.ReplaySuite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs recorded calls through this build. */
@Command(
        name = "replay",
        description = {
            "Runs recorded calls (flight.directory) through this build in virtual time, and tells what the caller and the AI"
                    + " would have got differently.",
            "A folder of them is a regression suite."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all equal", "1:one is different", "2:one is unreadable"})
final class ReplayCommand implements Callable<Integer> {

    private static final int UNREADABLE = 2;
    private static final int MOST_LINES = 40;

    @Parameters(index = "0", paramLabel = "FILE|FOLDER", description = "A flight, or a folder of them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path path;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = Arguments.Output.class,
            description = "Writes everything as JSON; - is the standard output.")
    private @Nullable OutputFile json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            converter = Arguments.Output.class,
            description = "Writes a page (HTML) with both sounds.")
    private @Nullable OutputFile report;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<OutputFile> files =
                Stream.of(json, report).filter(Objects::nonNull).toList();
        OutputFile.check(spec, files);
        if (!Files.exists(path)) {
            throw new ParameterException(spec.commandLine(), path + " does not exist");
        }
        boolean isQuiet = files.stream().anyMatch(OutputFile::isStandardOutput);
        boolean isTable = Files.isDirectory(path);
        PrintWriter out = isQuiet
                ? new PrintWriter(PrintWriter.nullWriter())
                : spec.commandLine().getOut();
        ReplaySuite suite = ReplaySuite.of(
                path, keys(), Replay.Build.PRESENT, isTable ? item -> row(item, out) : item -> tell(item, out));
        if (isTable) {
            out.println(suite.flights().size() + " calls: " + suite.count("equal") + " equal, "
                    + suite.count("different") + " different, " + suite.count("unreadable") + " unreadable");
        }
        out.flush();
        if (json != null) {
            json.write(file -> Files.writeString(file, suite.json()));
        }
        if (report != null) {
            report.write(file -> Files.writeString(file, ReplayPage.of(suite)));
        }
        if (suite.count("unreadable") > 0) {
            return UNREADABLE;
        }
        return suite.count("different") > 0 ? TrunklineCommand.FAILED : TrunklineCommand.GOOD;
    }

    /** Those that seal recordings, and flights with them. */
    private List<FlightKey> keys() {
        try {
            return Stream.of("TRUNKLINE_RECORDING_KEY", "TRUNKLINE_RECORDING_FORMER_KEYS")
                    .map(System.getenv()::get)
                    .filter(Objects::nonNull)
                    .flatMap(names -> Stream.of(names.split("[,\\s]+")))
                    .filter(key -> !key.isEmpty())
                    .map(FlightKey::new)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "TRUNKLINE_RECORDING_KEY, and each of TRUNKLINE_RECORDING_FORMER_KEYS, must be 64 hexadecimal digits");
        }
    }

    private static void row(ReplaySuite.Item item, PrintWriter out) {
        Replay.Replayed replayed = item.replayed();
        if (replayed == null) {
            out.printf(Locale.ROOT, "%-10s %s: %s%n", item.verdict(), item.name(), harmless(item.trouble()));
        } else {
            ReplayResult result = replayed.result();
            out.printf(
                    Locale.ROOT,
                    "%-10s %9.3f s  heard +%d -%d ~%d ms  %d differences  %s%n",
                    item.verdict(),
                    result.millis() / 1_000.0,
                    result.moreMillis(),
                    result.lessMillis(),
                    result.otherMillis(),
                    result.differences().size(),
                    item.name());
        }
        out.flush();
    }

    private static void tell(ReplaySuite.Item item, PrintWriter out) {
        Replay.Replayed replayed = item.replayed();
        if (replayed == null) {
            out.println(item.name() + " is unreadable: " + harmless(item.trouble()));
            return;
        }
        ReplayResult result = replayed.result();
        out.printf(
                Locale.ROOT,
                "%s, %s, %.3f s, recorded by %s%n",
                harmless(result.callSid()),
                harmless(result.startedAt()),
                result.millis() / 1_000.0,
                harmless(result.recordedBy()));
        if (!result.ending().equals("whole")) {
            out.println("only the beginning of the call is there (" + harmless(result.ending()) + ")");
        }
        if (result.isEqual()) {
            out.println("equal: " + result.moments() + " things came, " + result.outputs()
                    + " were done, all the same to the bit");
            return;
        }
        out.printf(
                Locale.ROOT,
                "different: the caller would have heard %d ms more, %d ms less and %d ms of something else%n",
                result.moreMillis(),
                result.lessMillis(),
                result.otherMillis());
        List<ReplayDifference> all = result.differences();
        for (ReplayDifference each : all.subList(0, Math.min(MOST_LINES, all.size()))) {
            out.printf(Locale.ROOT, "  at %.3f s: %s%n", each.atMillis() / 1_000.0, harmless(each.words()));
        }
        if (all.size() > MOST_LINES) {
            out.println("  and " + (all.size() - MOST_LINES) + " more: --json, --report");
        }
    }

    private static String harmless(String text) {
        return ConsoleTranscript.harmless(text);
    }
}
