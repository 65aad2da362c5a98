package dev.trunkline.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real nginx or HAProxy on a port of this machine, which passes on to another. Where they are not installed tests are skipped,
 * unless {@code CI=true} is in the environment.
 */
public final class Proxy implements AutoCloseable {

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/usr/local/sbin"), Path.of("/usr/local/bin"));

    private final Process process;
    private final int port;

    private Proxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * An nginx with one location.
     *
     * @param location such as {@code /}
     * @param directives of the location, {@code {port}} is {@code port}
     */
    public static Proxy nginx(Path folder, int listenPort, String location, String directives, int port)
            throws IOException {
        Path program = program("nginx");
        Path home = Files.createTempDirectory(folder, "nginx");
        Path config = Files.writeString(home.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server {
                        listen 127.0.0.1:%2$d;
                        location %3$s { %4$s }
                    }
                }
                """.formatted(
                        home, listenPort, location, directives.replace("{port}", Integer.toString(port))));
        return start(listenPort, program.toString(), "-p", home.toString(), "-c", config.toString());
    }

    /**
     * A HAProxy.
     *
     * @param mode {@code http} or {@code tcp}
     * @param option a line of the backend, or empty
     * @param serverOption what follows the server's address, or empty
     */
    public static Proxy haproxy(Path folder, int listenPort, String mode, String option, String serverOption, int port)
            throws IOException {
        Path program = program("haproxy");
        Path home = Files.createTempDirectory(folder, "haproxy");
        Path config = Files.writeString(
                home.resolve("haproxy.cfg"), """
                defaults
                    mode %1$s
                    timeout connect 5s
                    timeout client 30s
                    timeout server 30s
                listen all
                    bind 127.0.0.1:%2$d
                    %3$s
                    server bridge 127.0.0.1:%4$d %5$s
                """.formatted(mode, listenPort, option, port, serverOption));
        return start(listenPort, program.toString(), "-db", "-f", config.toString());
    }

    private static Path program(String name) {
        Path found = Stream.concat(
                        FOLDERS.stream(),
                        Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "")
                                        .split(":", -1))
                                .filter(folder -> !folder.isEmpty())
                                .map(Path::of))
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (found != null) {
            return found;
        }
        return "true".equals(System.getenv("CI")) ? fail(name + " is missing") : abort(name + " is not installed here");
    }

    private static Proxy start(int port, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Proxy proxy = new Proxy(process, port);
        try {
            await().atMost(Duration.ofSeconds(20)).until(proxy::listens);
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        }
        return proxy;
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the proxy has ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
