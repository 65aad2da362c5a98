package dev.trunkline.cli;

import dev.trunkline.app.ServeRehearsal;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.config.YamlSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be said of a configuration without running it. */
@Command(
        name = "config",
        description = "Checks a trunkline.yaml, or prints its schema for editors.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which: check FILE, or schema");
    }

    /** Reads it as {@code serve} would. */
    @Command(
            name = "check",
            description =
                    "Reads a file as serve would, with the environment, and tells all mistakes at once. Asks nobody over"
                            + " the network: doctor does.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit status:%n",
            exitCodeList = {"0:no mistake", "2:usage", "78:mistakes"})
    int check(@Parameters(paramLabel = "FILE", description = "A trunkline.yaml.") Path file) throws ConfigException {
        ConsoleOptions.quietLog();
        TrunklineConfig config = ConfigReader.read(System.getenv(), file);
        ServeRehearsal.check(config);
        PrintWriter out = spec.commandLine().getOut();
        List<String> routes =
                config.routes().stream().map(TrunklineConfig.Route::name).toList();
        out.println(file + " has no mistake: " + (routes.size() == 1 ? "route " : routes.size() + " routes: ")
                + String.join(", ", routes)
                + (config.farEnds().isEmpty()
                        ? ""
                        : "; far ends: " + String.join(", ", config.farEnds().keySet())));
        return CommandLine.ExitCode.OK;
    }

    /** Prints it. */
    @Command(
            name = "schema",
            description =
                    "Prints a JSON Schema (draft 2020-12) of trunkline.yaml, by which editors complete and check it.",
            mixinStandardHelpOptions = true)
    int schema() {
        spec.commandLine().getOut().println(YamlSchema.text());
        return CommandLine.ExitCode.OK;
    }
}
