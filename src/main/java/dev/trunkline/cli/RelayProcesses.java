package dev.trunkline.cli;

import dev.trunkline.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    private final int relayPort;

    private RelayProcesses(Process peer, Process relay, int relayPort) {
        this.peer = peer;
        this.relay = relay;
        this.relayPort = relayPort;
    }

    /**
     * Starts both, and returns when they listen.
     *
     * @throws IOException when one of them does not come up
     */
    static RelayProcesses start() throws IOException {
        int peerPort = freePort();
        int relayPort = freePort();
        Process peer = null;
        Process relay = null;
        try {
            peer = java("evi", "--echo", "--port", Integer.toString(peerPort));
            relay = java(
                    "relay",
                    "--port",
                    Integer.toString(relayPort),
                    "--to",
                    "ws://" + THIS_MACHINE + ":" + peerPort + "/lab/peer");
            return new RelayProcesses(peer, relay, relayPort);
        } catch (IOException e) {
            end(relay);
            end(peer);
            throw e;
        }
    }

    /** Answers as a bridge's does. */
    URI webhook() {
        return URI.create("http://" + THIS_MACHINE + ":" + relayPort + "/twilio/voice");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // The line that says where they listen.
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.contains("ws://")) {
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
