package dev.trunkline.cli;

import dev.trunkline.app.Build;
import dev.trunkline.app.Doctor;
import dev.trunkline.app.Finding;
import dev.trunkline.app.ServeRehearsal;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigOutline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What somebody needs who is to help from afar, and nothing that they must not know. */
@Command(
        name = "bundle",
        description = {
            "Writes a support bundle: version, machine, what is configured, its mistakes, the metrics of a running bridge.",
            "It holds no secret, no telephone number and no prompt: of what is configured it says numbers and known words,"
                    + " and of texts only that they are given. Metrics, mistakes and doctor name hosts, routes and folders."
                    + " Look into it before you send it."
        },
        mixinStandardHelpOptions = true)
final class BundleCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MEGABYTE = 1 << 20;

    /** Six digits and more, with what people write between them; ports and lines of a file have fewer. */
    private static final String PHONE_NUMBER = "[0-9](?:[\\h()./-]*+[0-9]){5,}+";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "trunkline-bundle.zip",
            converter = Arguments.Output.class,
            description = "The ZIP file to write; - for standard output.")
    private OutputFile bundle = OutputFile.of("trunkline-bundle.zip");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A trunkline.yaml; the environment wins over it. None by default.")
    private @Nullable Path file;

    @Option(
            names = "--to",
            paramLabel = "URL",
            converter = Arguments.HttpUrl.class,
            description = "The voice webhook of the running bridge whose metrics are asked for; none by default.")
    private @Nullable URI to;

    @Mixin
    private final AdminOptions admin = new AdminOptions();

    @Mixin
    private final TrustFile trust = new TrustFile();

    @Option(names = "--doctor", description = "What doctor finds is in it too; it opens a session at every far end.")
    private boolean examines;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        OutputFile.check(spec, List.of(bundle));
        ConsoleOptions.quietLog();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("about.txt", about());
        parts.put("configuration.txt", lines(ConfigOutline.of(System.getenv(), file)));
        try {
            TrunklineConfig config = ConfigReader.readDiscreetly(System.getenv(), file);
            if (examines) {
                parts.put(
                        "doctor.txt",
                        lines(Doctor.examine(config).stream()
                                .map(BundleCommand::line)
                                .toList()));
            }
            ServeRehearsal.check(config);
        } catch (ConfigException e) {
            if (examines) {
                parts.putIfAbsent(
                        "doctor.txt", "nothing is examined: the configuration does not read, see mistakes.txt\n");
            }
            parts.put(
                    "mistakes.txt",
                    lines(e.mistakes().stream().map(BundleCommand::unquoted).toList()));
        }
        if (to != null) {
            parts.put("metrics.txt", metrics(admin.of(to)));
        }
        bundle.write(to -> zip(to, parts));
        if (!bundle.isStandardOutput()) {
            spec.commandLine().getOut().println(bundle + " holds " + String.join(", ", parts.keySet()));
        }
        return TrunklineCommand.GOOD;
    }

    private static void zip(Path file, Map<String, String> parts) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private static String about() {
        Runtime runtime = Runtime.getRuntime();
        return lines(List.of(
                "trunkline " + Build.version() + " (" + Build.commit() + ")"
                        + (Build.isWhole() ? "" : ", the bridge alone"),
                "java " + Runtime.version() + " of " + System.getProperty("java.vendor"),
                "system " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "processors " + runtime.availableProcessors() + ", heap " + runtime.maxMemory() / MEGABYTE + " MB"));
    }

    private String metrics(BridgeAdmin bridge) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .sslContext(trust.tls().ofJdk())
                .build();
        try {
            HttpResponse<String> response = http.send(
                    bridge.request("/metrics").timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : bridge.base() + " answers " + response.statusCode();
        } catch (IOException e) {
            return bridge.base() + " does not answer";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String line(Finding finding) {
        return finding.verdict().word() + "  " + finding.what() + "  " + finding.detail();
    }

    /** A mistake quotes what it found, which may hold quotes itself. */
    private static String unquoted(String mistake) {
        return mistake.replaceAll("(?s)\".*\"", "\"...\"")
                .replaceAll(PHONE_NUMBER, "...")
                .replaceAll("\\+[0-9]+", "+...");
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(each -> each + "\n").collect(Collectors.joining());
    }
}
