package dev.trunkline.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command that measures prints, and where. Confined to one thread. */
final class ConsoleOptions {

    private static final String LOG_LEVEL = "TRUNKLINE_LOG_LEVEL";
    private static final String AUDIT_LEVEL = "audit.level"; // of logback.xml

    @Option(names = "--quiet", description = "Prints how it went, and nothing while it goes on.")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Unless somebody wants it: a log would stand in between what the command prints. */
    static void quietLog() {
        if (!System.getenv().containsKey(LOG_LEVEL)) {
            System.setProperty(LOG_LEVEL, "WARN");
            System.setProperty(AUDIT_LEVEL, "WARN"); // a rehearsal: nobody's number is dialled
        }
    }

    /** Whether the screen may be drawn again and again. */
    boolean isTerminal() {
        return !quiet && picocli.CommandLine.Help.Ansi.AUTO.enabled();
    }

    /** What goes on before there is anything to say about the result. */
    PrintWriter progress() {
        return quiet ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getErr();
    }

    /** What is said about the result: on standard output, unless one of these files is to be there. */
    PrintWriter out(List<OutputFile> files) {
        return isTaken(files) ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    /** What happens meanwhile, at the same place. */
    PrintStream live(List<OutputFile> files) {
        if (quiet) {
            return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        }
        return isTaken(files) ? System.err : System.out;
    }

    /** Whether what was printed arrived; says so if not. */
    boolean isPrinted(List<OutputFile> files) {
        return isTaken(files) || OutputFile.isPrinted(spec.commandLine().getErr());
    }

    private static boolean isTaken(List<OutputFile> files) {
        return files.stream().anyMatch(OutputFile::isStandardOutput);
    }

    String commandLine() {
        return "trunkline "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
