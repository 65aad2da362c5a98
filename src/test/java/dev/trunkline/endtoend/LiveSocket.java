package dev.trunkline.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.audio.MuLaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A console's socket, as a page would open it: keeps the messages and the sound, and speaks in real time. */
final class LiveSocket implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream[] sound = {
        new ByteArrayOutputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream()
    };
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final WebSocket socket;
    private volatile int closeCode;
    private volatile String closeReason = "";

    private LiveSocket(URI uri) throws Exception {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, this)
                .get(30, TimeUnit.SECONDS);
    }

    static LiveSocket open(URI uri) throws Exception {
        return new LiveSocket(uri);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            try {
                messages.add(JSON.readTree(text.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        piece.writeBytes(bytes);
        if (last) {
            byte[] whole = piece.toByteArray();
            piece.reset();
            synchronized (sound) {
                sound[whole[0]].write(whole, 5, whole.length - 5);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeReason = reason;
        closeCode = code;
        return null;
    }

    /** 0 while it is open. */
    int closeCode() {
        return closeCode;
    }

    String closeReason() {
        return closeReason;
    }

    List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    JsonNode awaitMessage(Predicate<JsonNode> wanted) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> messages.stream().filter(wanted).findFirst().orElse(null), found -> found != null);
    }

    JsonNode awaitEvent(String name) {
        return awaitMessage(message -> message.path("name").asText().equals(name));
    }

    JsonNode awaitAction(String action) {
        return awaitMessage(message -> message.path("action").asText().equals(action));
    }

    /** What was heard by now: 0 the caller, 1 the agent, 2 the operator. */
    short[] heard(int channel) {
        byte[] codes;
        synchronized (sound) {
            codes = sound[channel].toByteArray();
        }
        short[] samples = new short[codes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = MuLaw.decode(codes[i]);
        }
        return samples;
    }

    /** Speaks into the microphone, in frames of 20 ms, and returns when all is said. */
    void speak(byte[] muLaw) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            int frames = muLaw.length / 160;
            for (int i = 0; i < frames; i++) {
                ByteBuffer frame = ByteBuffer.wrap(muLaw, i * 160, 160).slice();
                clock.schedule(() -> socket.sendBinary(frame, true).join(), i * 20L, TimeUnit.MILLISECONDS);
            }
            clock.shutdown();
            if (!clock.awaitTermination(frames * 20L + 30_000, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("not all was said");
            }
        } finally {
            clock.shutdownNow();
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
