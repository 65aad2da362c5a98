package dev.trunkline.lab.farend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An EVI client of the JDK's, which shares nothing with ours. */
final class Client implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final FarEnd farEnd;
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    Client(FarEnd farEnd) {
        this.farEnd = farEnd;
        this.socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(farEnd.eviUrl() + "/chat?api_key=any"), new Listener())
                .join();
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

    JsonNode next() throws InterruptedException {
        JsonNode message = received.poll(10, TimeUnit.SECONDS);
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
