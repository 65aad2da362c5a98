package dev.trunkline.cli;

import dev.trunkline.app.ScriptedMind;
import dev.trunkline.config.ConfigException;
import dev.trunkline.engine.mind.script.Rehearsal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets the author of a script type to it. */
@Command(
        name = "script",
        description = {
            "Reads lines as if callers had said them, and tells what a script makes of each: the likeliest intents"
                    + " with their scores, what it knows then, what it says and does.",
            "Asks nobody over the network but for the script's own look-ups."
        },
        mixinStandardHelpOptions = true)
final class ScriptCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The script, in YAML. Default: the one of the lab.")
    private @Nullable Path file;

    @Option(
            names = "--from",
            paramLabel = "NUMBER",
            defaultValue = "+15550100",
            description = "The caller's number, which scripts know as {caller}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String from;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ConfigException {
        PrintWriter out = spec.commandLine().getOut();
        Rehearsal rehearsal = new Rehearsal(ScriptedMind.typedTo(file), Map.of("caller", from));
        out.println("Type what a caller says; an empty line or the end of input ends it.");
        out.flush();
        BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = typed.readLine(); line != null && !line.isBlank(); line = typed.readLine()) {
            print(line.strip(), rehearsal.say(line.strip()), out);
        }
        return TrunklineCommand.GOOD;
    }

    private static void print(String line, Rehearsal.Step step, PrintWriter out) {
        out.println("caller: " + ConsoleTranscript.harmless(line));
        out.println("  means  " + (step.scores().isEmpty() ? "nothing" : String.join(", ", step.scores())));
        if (!step.known().isEmpty()) {
            out.println("  knows  "
                    + step.known().entrySet().stream()
                            .map(entry -> entry.getKey() + " = " + ConsoleTranscript.harmless(entry.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (!step.says().isEmpty()) {
            out.println("agent: " + ConsoleTranscript.harmless(String.join(" ", step.says())));
        }
        step.does().forEach(tool -> out.println("  does   " + ConsoleTranscript.harmless(tool)));
        if (step.isOver()) {
            out.println("(that call is over; another one begins)");
        }
        out.flush();
    }
}
