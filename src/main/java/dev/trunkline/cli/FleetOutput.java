package dev.trunkline.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** What a fleet says and leaves: words on the console, a page, and the same as data. Confined to one thread. */
record FleetOutput(CommandSpec spec, ConsoleOptions console, OutputFile page, OutputFile json) {

    private List<OutputFile> files() {
        return List.of(page, json);
    }

    /** Throws {@link picocli.CommandLine.ParameterException} when one of the files cannot be written. */
    void check() {
        OutputFile.check(spec, files());
    }

    /** What is said about the result. */
    PrintWriter out() {
        return console.out(files());
    }

    /** What goes on before there is anything to say about it. */
    PrintWriter progress() {
        return console.progress();
    }

    /** Leaves both files; false when one of them, or what was printed, did not arrive. */
    boolean leave(OutputFile.Content pageContent, OutputFile.Content data) {
        PrintWriter err = spec.commandLine().getErr();
        boolean isWhole = page.leave(pageContent, err);
        isWhole &= json.leave(data, err);
        PrintWriter out = out();
        out.println("Look: " + page + "   Data: " + json);
        out.flush();
        isWhole &= console.isPrinted(files());
        return isWhole;
    }
}
