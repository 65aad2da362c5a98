package dev.trunkline.cli;

import dev.trunkline.Main;
import dev.trunkline.config.PemFiles;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.net.ClientTls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A bare relay and its peer, each a Java of its own as a bridge is, out of the same jar. Confined to one thread. */
final class RelayProcesses implements AutoCloseable {

    private static final String THIS_MACHINE = "127.0.0.1";
    private static final long END_SECONDS = 5;

    private final Process peer;
    private final Process relay;
    private final URI webhook;
    private final ClientTls tls;

    private RelayProcesses(Process peer, Process relay, URI webhook, ClientTls tls) {
        this.peer = peer;
        this.relay = relay;
        this.webhook = webhook;
        this.tls = tls;
    }

    /**
     * Starts both, and returns when they listen.
     *
     * @throws IOException when one of them does not come up
     */
    static RelayProcesses start() throws IOException {
        return start("", List.of(), List.of(), ClientTls.platform());
    }

    /**
     * The same over TLS on both legs, with a certificate made for the occasion.
     *
     * @throws IOException when one of them does not come up
     */
    static RelayProcesses startWithTls() throws IOException {
        Path folder = Files.createTempDirectory("trunkline-relay");
        try {
            SelfMadeCertificate made =
                    SelfMadeCertificate.create(folder, "relay", List.of("dns:localhost", "ip:" + THIS_MACHINE));
            String file = made.certificate().toString();
            return start(
                    "s",
                    List.of("--tls-certificate", file, "--tls-key", made.key().toString()),
                    List.of("--trust", file),
                    ClientTls.trusting(PemFiles.certificates(made.certificate())));
        } finally {
            for (String name : List.of("relay.key", "relay.crt")) {
                Files.deleteIfExists(folder.resolve(name)); // they have read them
            }
            Files.delete(folder);
        }
    }

    private static RelayProcesses start(String s, List<String> identity, List<String> trust, ClientTls tls)
            throws IOException {
        int peerPort = freePort();
        int relayPort = freePort();
        Process peer = null;
        Process relay = null;
        try {
            peer = java(identity, "evi", "--echo", "--port", Integer.toString(peerPort));
            List<String> both = new ArrayList<>(identity);
            both.addAll(trust);
            relay = java(
                    both,
                    "relay",
                    "--port",
                    Integer.toString(relayPort),
                    "--to",
                    "ws" + s + "://" + THIS_MACHINE + ":" + peerPort + "/lab/peer");
            URI webhook = URI.create("http" + s + "://" + THIS_MACHINE + ":" + relayPort + "/twilio/voice");
            return new RelayProcesses(peer, relay, webhook, tls);
        } catch (IOException e) {
            end(relay);
            end(peer);
            throw e;
        }
    }

    /** Answers as a bridge's does. */
    URI webhook() {
        return webhook;
    }

    /** Whom to believe there. */
    ClientTls tls() {
        return tls;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process java(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // The line that says where they listen.
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.matches(".*\\bwss?://.*")) {
            line = lines.readLine();
        }
        if (line == null) {
            end(process);
            throw new IOException("no baseline: 'trunkline " + String.join(" ", arguments) + "' ended at once");
        }
        return process;
    }

    private static void end(@Nullable Process process) {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end(relay);
        end(peer);
    }
}
