package dev.trunkline.cli;

import dev.trunkline.app.Build;
import dev.trunkline.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code java -jar trunkline.jar} offers. */
@Command(
        name = "trunkline",
        description = "An empathic voice on a phone number: Twilio Media Streams to EVI, or to another far end.",
        mixinStandardHelpOptions = true,
        versionProvider = TrunklineCommand.Version.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:good", "1:failed", "2:usage", "3:out of memory", "78:configuration"})
public final class TrunklineCommand implements Runnable {

    static final int GOOD = 0;
    static final int FAILED = 1;
    private static final int USAGE = 2;

    /** BSD's EX_CONFIG: supervisors need not start this again. */
    private static final int BAD_CONFIGURATION = 78;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandLine.Model.CommandSpec spec;

    /**
     * Runs a command.
     *
     * @return the exit status
     */
    public static int run(String... args) {
        LeakDetection.offUnlessAskedFor(System.getProperties());
        return commandLine(args.length == 0 ? "" : args[0]).execute(args);
    }

    /** The commands themselves, for help and documentation. */
    public static CommandLine commandLine() {
        return commandLine("");
    }

    /**
     * The one that is asked for: to read what all of them take costs a tenth of a second, which {@code serve} has better uses for.
     *
     * @param name all are there when this is none, and for {@code help}, which tells of them
     */
    static CommandLine commandLine(String name) {
        CommandLine commandLine = new CommandLine(new TrunklineCommand());
        Map<String, Supplier<Object>> commands = commands();
        Supplier<Object> asked = name.equals("help") ? null : commands.get(name);
        (asked == null ? commands.values() : List.of(asked)).forEach(each -> commandLine.addSubcommand(each.get()));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((exception, failed, result) -> {
            if (exception instanceof ConfigException) {
                failed.getErr().println(exception.getMessage());
                return BAD_CONFIGURATION;
            }
            if (exception instanceof FileSystemException trouble) {
                failed.getErr().println(trouble.getFile() + ": " + OutputFile.reason(trouble));
                return FAILED;
            }
            if (exception instanceof IOException) {
                failed.getErr().println(ConsoleTranscript.harmless(String.valueOf(exception.getMessage())));
                return FAILED;
            }
            throw exception;
        });
        commandLine.setParameterExceptionHandler((exception, arguments) -> usage(exception));
        showDefaults(commandLine);
        return commandLine;
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("serve", ServeCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("config", ConfigCommand::new);
        commands.put("replay", ReplayCommand::new);
        commands.put("help", CommandLine.HelpCommand::new);
        if (Build.isWhole()) {
            WholeCommands.addTo(commands);
        }
        return commands;
    }

    /** What is wrong, and where help is: the help itself would push it off the screen. */
    private static int usage(CommandLine.ParameterException exception) {
        CommandLine failed = exception.getCommandLine();
        PrintWriter err = failed.getErr();
        err.println(String.valueOf(exception.getMessage())
                .replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("is not an? (double|float)$", "is not a number"));
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        err.println("Try: " + failed.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return USAGE;
    }

    private static void showDefaults(CommandLine commandLine) {
        commandLine.getCommandSpec().usageMessage().showDefaultValues(true);
        commandLine.getSubcommands().values().forEach(TrunklineCommand::showDefaults);
    }

    /**
     * Waits until the engine speaks and hears.
     *
     * @throws IOException when it will not; the message says why
     */
    static void await(CompletableFuture<Void> loaded) throws IOException {
        try {
            loaded.join();
        } catch (CompletionException e) {
            throw new IOException("the EVI engine cannot be loaded: " + e.getCause(), e);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"trunkline " + Build.version() + " (" + Build.commit() + ")"};
        }
    }
}
