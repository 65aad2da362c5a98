package dev.trunkline.cli;

import dev.trunkline.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Another command of this program, in a Java of its own out of the same jar. Confined to one thread. */
final class SiblingProcess implements AutoCloseable {

    private static final long END_SECONDS = 5;
    private static final List<String> OURS = List.of("TRUNKLINE_", "TWILIO_", "HUME_", "EVI_", "DATABASE_", "REDIS_");

    private final Process process;

    private SiblingProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it, and returns when it listens.
     *
     * @param settings its environment beside the machine's own; nothing that configures this process is handed on
     * @param arguments the command and its options
     * @throws IOException when it ends before it says where it listens
     */
    static SiblingProcess start(Map<String, String> settings, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> OURS.stream().anyMatch(name::startsWith));
        builder.environment().putAll(settings);
        SiblingProcess sibling = new SiblingProcess(builder.start());
        if (!sibling.saysWhereItListens()) {
            sibling.close();
            throw new IOException("'trunkline " + String.join(" ", arguments) + "' ended at once");
        }
        return sibling;
    }

    private boolean saysWhereItListens() throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.matches(".*\\b(ws|http)s?://.*")) {
            line = lines.readLine();
        }
        return line != null;
    }

    /** A port of this machine that nobody listens at now. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
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
}
