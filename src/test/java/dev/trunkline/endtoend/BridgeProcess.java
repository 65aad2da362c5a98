package dev.trunkline.endtoend;

import static org.awaitility.Awaitility.await;

import dev.trunkline.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code trunkline COMMAND} in a Java of its own, which can be sent signals. */
final class BridgeProcess implements AutoCloseable {

    private static final Pattern WEBHOOK = Pattern.compile("POST (http://\\S+/twilio/voice)");
    /** A start takes half as much of a core; what lives for minutes under load is compiled and collected as everywhere. */
    private static final List<String> QUICKLY_THERE = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Duration STARTS = Duration.ofSeconds(90);
    private static final long LAST_WORDS_MILLIS = 30_000;

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    private BridgeProcess(Process process) {
        this.process = process;
        this.readers = List.of(read(process.getInputStream(), out), read(process.getErrorStream(), log));
    }

    static BridgeProcess start(Map<String, String> environment, String... arguments) throws IOException {
        return start(List.of("-cp", classPath(), Main.class.getName()), environment, arguments);
    }

    /** What a jar holds, and nothing beside it. */
    static BridgeProcess startJar(Path jar, Map<String, String> environment, String... arguments) throws IOException {
        return start(List.of("-jar", jar.toString()), environment, arguments);
    }

    private static BridgeProcess start(List<String> program, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlogback.configurationFile=logback.xml")); // the product's own, not the tests'
        if (!Boolean.getBoolean("trunkline.long")) {
            command.addAll(QUICKLY_THERE);
        }
        command.addAll(program);
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches("(TRUNKLINE|TWILIO|EVI|HUME)_.*"));
        builder.environment().putAll(environment);
        return new BridgeProcess(builder.start());
    }

    /** A bridge to {@code evi} that asks for signatures. */
    static BridgeProcess serve(URI eviUrl, String... options) throws IOException {
        Map<String, String> environment = Map.of(
                "EVI_URL",
                eviUrl.toString(),
                "TRUNKLINE_PORT",
                "0",
                "TRUNKLINE_BIND",
                "127.0.0.1",
                "TWILIO_AUTH_TOKEN",
                WholeLine.TOKEN);
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(options));
        return start(environment, arguments.toArray(String[]::new));
    }

    private static String classPath() {
        return Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
                : System.getProperty("java.class.path");
    }

    private static Thread read(InputStream stream, List<String> lines) {
        Thread reader = new Thread(() -> {
            try (var text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add(e.toString()); // the process is gone
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    /** Waits until it takes calls. */
    URI webhook() {
        return URI.create(await().atMost(STARTS).until(this::findWebhook, found -> !found.isEmpty()));
    }

    private String findWebhook() {
        for (String line : out) {
            Matcher matcher = WEBHOOK.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return "";
    }

    void terminate() throws IOException, InterruptedException {
        signal("TERM"); // Process.destroy() would close the pipes as well
    }

    /** Any signal: INT, STOP, CONT... */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, and for all that it said. */
    int exitStatus() throws InterruptedException {
        return exitStatus(120);
    }

    int exitStatus(long withinSeconds) throws InterruptedException {
        if (!process.waitFor(withinSeconds, TimeUnit.SECONDS)) {
            throw new AssertionError("does not end: " + log);
        }
        for (Thread reader : readers) {
            reader.join(LAST_WORDS_MILLIS);
        }
        return process.exitValue();
    }

    /** What it wrote to stderr until now. */
    List<String> log() {
        return log;
    }

    /** Waits for a line of the log. */
    String awaitLog(String part) {
        return awaitLine(log, part);
    }

    /** Waits for a line of what it prints. */
    String awaitOut(String part) {
        return awaitLine(out, part);
    }

    private static String awaitLine(List<String> lines, String part) {
        return await().atMost(STARTS)
                .until(
                        () -> lines.stream()
                                .filter(line -> line.contains(part))
                                .findFirst()
                                .orElse(""),
                        line -> !line.isEmpty());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
