package dev.trunkline.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Redis on a port of its own, which can be killed, stopped and emptied. Where none is installed the test is skipped, but not in CI. */
public final class RedisProcess implements AutoCloseable {

    private static final Duration STARTS = Duration.ofSeconds(30);

    private final int port;
    private final List<String> command;
    private Process process;

    private RedisProcess(int port, List<String> command) throws IOException {
        this.port = port;
        this.command = command;
        this.process = launch();
    }

    /**
     * Starts one, empty.
     *
     * @param options further ones of the program
     */
    public static RedisProcess start(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--save", "", "--appendonly", "no"));
        all.addAll(Arrays.asList(options));
        return startWith(all.toArray(String[]::new));
    }

    /**
     * Starts the program.
     *
     * @param options all of them but its port, address and folder
     */
    public static RedisProcess startWith(String... options) throws IOException {
        Assumptions.assumeTrue(
                isInstalled() || "true".equals(System.getenv("CI")),
                "redis-server is not installed: apt install redis-server");
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of("redis-server"));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", Files.createTempDirectory("redis").toString()));
        RedisProcess redis = new RedisProcess(port, command);
        redis.awaitAnswer();
        return redis;
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server")));
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public URI uri() {
        return URI.create(url());
    }

    /** Asks it something, in words; the first line of its answer. */
    public String ask(String... words) throws IOException {
        StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            request.append("$")
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private void awaitAnswer() {
        await().atMost(STARTS).ignoreExceptions().until(() -> ask("PING").equals("+PONG"));
    }

    /** Without a farewell. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    /** Comes back on the same port, empty. */
    public void startAgain() throws IOException {
        process = launch();
        awaitAnswer();
    }

    /** It stays, and answers nothing. */
    public void stall() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    public void empty() throws IOException {
        ask("FLUSHALL");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
