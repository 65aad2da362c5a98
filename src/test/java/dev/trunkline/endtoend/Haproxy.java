package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A HAProxy as {@code deploy} has it, before two bridges of this machine. */
final class Haproxy implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    /** A path for each bridge. */
    static final Path PATHS = Path.of("deploy/haproxy.cfg");

    /** Bridges that share their calls. */
    static final Path SHARED = Path.of("deploy/haproxy-shared.cfg");

    private final Process process;

    private Haproxy(Process process) {
        this.process = process;
    }

    /** Skips the test where it is not installed; CI has it. */
    static void isInstalled() {
        boolean isThere = Files.isExecutable(PROGRAM);
        assumeTrue(isThere || "true".equals(System.getenv("CI")), "haproxy is not installed; .ci/run installs it");
        assertThat(isThere).as("haproxy is installed").isTrue();
    }

    /** Starts it as an operator would, with a path for each bridge, but for ports and the place of its socket. */
    static Haproxy start(Path folder, int port, int portOfA, int portOfB) throws IOException {
        return start(folder, Files.readString(PATHS), port, portOfA, portOfB);
    }

    /** @param asDeployed what an operator would give it */
    static Haproxy start(Path folder, String asDeployed, int port, int portOfA, int portOfB) throws IOException {
        String config = asDeployed
                .replace("127.0.0.1:9000", "127.0.0.1:" + port)
                .replace("127.0.0.1:8080", "127.0.0.1:" + portOfA)
                .replace("127.0.0.1:8180", "127.0.0.1:" + portOfB)
                .replace("/run/haproxy/admin.sock", folder.resolve("admin.sock").toString());
        Path file = Files.writeString(folder.resolve("haproxy.cfg"), config);
        return new Haproxy(new ProcessBuilder(PROGRAM.toString(), "-W", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start());
    }

    /** Waits until it answers. */
    static void awaitServing(String origin) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> status(origin + "/nothing") == 404);
    }

    private static int status(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(1_000);
        connection.setReadTimeout(1_000);
        return connection.getResponseCode();
    }

    /** Reads its configuration again; what is open stays with the process of before. */
    void reload() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-USR2", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
