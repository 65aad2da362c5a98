package dev.trunkline.lab.farend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.audio.MuLaw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A client of the JDK's, of either dialect, which shares nothing with ours. */
final class Client implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final FarEnd farEnd;
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    Client(FarEnd farEnd) {
        this(farEnd, "");
    }

    /** @param query more of it */
    Client(FarEnd farEnd, String query) {
        this(farEnd, URI.create(farEnd.eviUrl() + "/chat?api_key=any" + query));
    }

    private Client(FarEnd farEnd, URI uri) {
        this.farEnd = farEnd;
        this.socket = http.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
    }

    /** One in the Realtime dialect. */
    static Client ofRealtime(FarEnd farEnd) {
        return new Client(farEnd, URI.create(farEnd.realtimeUrl() + "?model=any"));
    }

    /** The dialect's {@code session.update}: mu-law both ways, and more of the input's fields if there are any. */
    void update(String caller, String moreOfInput) {
        send("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"instructions\":\"The caller is "
                + caller
                + ".\",\"audio\":{\"input\":{\"format\":{\"type\":\"audio/pcmu\"}" + moreOfInput
                + "},\"output\":{\"format\":{\"type\":\"audio/pcmu\"}}}}}");
    }

    /** The dialect's sound: 100 ms of a tag, in messages of 20 ms of mu-law. */
    void append(Tag tag) {
        append(i -> 8_000 * Math.sin(2 * Math.PI * tag.frequencyHz() * i / 8_000));
    }

    /** The same of a numbered word. */
    void appendWord(int code) {
        append(i -> 16_000 * DualTone.sample(code, i / 8_000.0));
    }

    private void append(IntToDoubleFunction sample) {
        for (int frame = 0; frame < 5; frame++) {
            byte[] muLaw = new byte[160];
            for (int i = 0; i < muLaw.length; i++) {
                muLaw[i] = MuLaw.encode((short) sample.applyAsDouble(frame * 160 + i));
            }
            send("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
                    + Base64.getEncoder().encodeToString(muLaw) + "\"}");
        }
    }

    void send(String json) {
        socket.sendText(json, true).join();
    }

    void settle(String caller) {
        send(
                "{\"type\":\"session_settings\",\"audio\":{\"encoding\":\"linear16\",\"sample_rate\":16000,\"channels\":1},"
                        + "\"variables\":{\"caller\":\"" + caller + "\"}}");
    }

    /** 100 ms of a tag, in messages of 20 ms as bridges write them. */
    void tag(Tag tag) {
        for (int frame = 0; frame < 5; frame++) {
            send("{\"type\":\"audio_input\",\"data\":\"" + frame(tag, frame) + "\"}");
        }
    }

    static String frame(Tag tag, int frame) {
        byte[] linear16 = new byte[640];
        for (int i = 0; i < 320; i++) {
            int sample = (int) (8_000 * Math.sin(2 * Math.PI * tag.frequencyHz() * (frame * 320 + i) / 16_000));
            linear16[2 * i] = (byte) sample;
            linear16[2 * i + 1] = (byte) (sample >> 8);
        }
        return Base64.getEncoder().encodeToString(linear16);
    }

    /** 100 ms of a numbered word. */
    void word(int code) {
        for (int frame = 0; frame < 5; frame++) {
            int from = frame * 320;
            send("{\"type\":\"audio_input\",\"data\":\""
                    + frame(i -> 16_000 * DualTone.sample(code, (from + i) / 16_000.0)) + "\"}");
        }
    }

    private static String frame(IntToDoubleFunction sample) {
        byte[] linear16 = new byte[640];
        for (int i = 0; i < 320; i++) {
            int value = (int) Math.round(sample.applyAsDouble(i));
            linear16[2 * i] = (byte) value;
            linear16[2 * i + 1] = (byte) (value >> 8);
        }
        return Base64.getEncoder().encodeToString(linear16);
    }

    /** Says goodbye. */
    void say(String goodbye) {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, goodbye).join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Of the server's close frame, once it has come; -1 when the connection ended without one. */
    int closeCode() throws Exception {
        return closed.get(30, TimeUnit.SECONDS);
    }

    /** The first note of a kind, once there is one; notes before it are forgotten. */
    JsonNode notesOf(String kind) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> notes().stream()
                                .filter(note -> note.path("kind").asText().equals(kind))
                                .findFirst()
                                .orElse(null),
                        note -> note != null);
    }

    /** Everything that has come by now. */
    List<JsonNode> drain() {
        List<JsonNode> all = new ArrayList<>();
        received.drainTo(all);
        return all;
    }

    JsonNode next() throws InterruptedException {
        JsonNode message = received.poll(30, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing came");
        }
        return message;
    }

    /** Everything up to the next message of a type. */
    List<JsonNode> until(String type) throws InterruptedException {
        List<JsonNode> messages = new ArrayList<>();
        do {
            messages.add(next());
        } while (!messages.get(messages.size() - 1).path("type").asText().equals(type));
        return messages;
    }

    boolean hasReceived() {
        return !received.isEmpty();
    }

    List<JsonNode> notes() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + farEnd.port() + "/lab/notes");
        String body = http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return body.lines().map(Client::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code == 1_006 ? -1 : code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(-1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            message.append(text);
            if (last) {
                received.add(json(message.toString()));
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
