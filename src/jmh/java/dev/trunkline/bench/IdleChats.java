package dev.trunkline.bench;

import dev.trunkline.engine.Engine;
import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.mind.script.ScriptedDialogModel;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.tts.FreeTtsVoice;
import dev.trunkline.speech.vad.FvadVoiceActivity;
import dev.trunkline.speech.vad.VoiceActivities;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What sockets cost that do nothing. Opens as many as the first argument says (10,000) from a second process, first without a
 * request, then as chats, and prints how much memory each takes here. Needs {@code ulimit -n} above that number.
 *
 * <p>{@code ./mvnw -Pbench test-compile exec:exec -Dbench.main=dev.trunkline.bench.IdleChats -Dbench.options= -Dbench=10000}
 */
public final class IdleChats {

    private static final String HANDSHAKE = "GET /v0/evi/chat HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

    private IdleChats() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3) {
            connect(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), arguments[2]);
            return;
        }
        int count = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        SpeechRecognizer deaf = utterance -> new SpeechRecognizer.Result("", true);
        EngineParts parts = new EngineParts(
                new FreeTtsVoice(),
                deaf,
                new VoiceActivities(FvadVoiceActivity.Mode.VERY_AGGRESSIVE)::forStream,
                ScriptedDialogModel.ofTheLab(),
                new HeuristicExpression());
        try (EventLoops loops = new EventLoops("idle", 2);
                Engine engine = Engine.start(loops, EngineSettings.defaults().withMaxChats(count), parts)) {
            measure(engine, count, "silent");
            measure(engine, count, "chat");
        }
        System.exit(0);
    }

    private static void measure(Engine engine, int count, String kind) throws IOException, InterruptedException {
        long before = usedBytes();
        long residentBefore = residentBytes();
        long beganNanos = System.nanoTime();
        Process peers = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleChats.class.getName(),
                        Integer.toString(engine.port()),
                        Integer.toString(count),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int opened = peers.getInputStream().read(); // one byte when all are open
        long tookMillis = (System.nanoTime() - beganNanos) / 1_000_000;
        long used = usedBytes() - before;
        System.out.printf(
                "%d %s sockets, all open: %b after %d ms; %d chats; %.1f KB of heap and %.1f KB resident each%n",
                count,
                kind,
                opened >= 0,
                tookMillis,
                engine.openChats(),
                used / 1024.0 / count,
                (residentBytes() - residentBefore) / 1024.0 / count);
        peers.destroy();
        peers.waitFor();
        while (engine.openChats() > 0) {
            Thread.onSpinWait();
        }
    }

    private static void connect(int port, int count, String kind) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket("127.0.0.1", port);
            sockets.add(socket);
            if (kind.equals("chat")) {
                socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (kind.equals("chat")) {
            for (Socket socket : sockets) {
                socket.getInputStream().read();
            }
        }
        System.out.write(1);
        System.out.flush();
        System.in.read();
        sockets.forEach(Socket::isClosed);
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Of this process; Linux only, 0 elsewhere. */
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }
}
