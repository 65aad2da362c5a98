package dev.trunkline.cli;

import dev.trunkline.app.Doctor;
import dev.trunkline.app.Finding;
import dev.trunkline.app.ServeRehearsal;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.TrunklineConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A look at all that a bridge needs. */
@Command(
        name = "doctor",
        description = "Checks configuration, credentials, reachability and the sound path, and says what to do.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ConsoleOptions.quietLog();
        TrunklineConfig config = server.config(new HashMap<>(System.getenv()));
        ConfigException refused = null;
        try {
            ServeRehearsal.check(config);
        } catch (ConfigException e) {
            refused = e;
        }
        List<Finding> findings = new ArrayList<>(Doctor.examine(config));
        findings.add(PublicUrl.finding(config.server().publicUrl()));
        PrintWriter out = spec.commandLine().getOut();
        int width = "configuration".length();
        for (Finding each : findings) {
            width = Math.max(width, each.what().length());
        }
        if (refused == null) {
            print(out, width, Finding.Verdict.OK, "configuration", "has no mistake");
        } else {
            print(out, width, Finding.Verdict.NOT_OK, "configuration", "is not one that serve takes; why stands below");
        }
        boolean isWell = true;
        for (Finding each : findings) {
            print(out, width, each.verdict(), each.what(), each.detail());
            isWell &= each.verdict() != Finding.Verdict.NOT_OK;
        }
        out.flush();
        if (refused != null) {
            throw refused;
        }
        return isWell ? TrunklineCommand.GOOD : TrunklineCommand.FAILED;
    }

    private static void print(PrintWriter out, int width, Finding.Verdict verdict, String what, String detail) {
        out.printf("%-6s  %-" + width + "s  %s%n", verdict.word(), what, ConsoleTranscript.harmless(detail));
    }
}
