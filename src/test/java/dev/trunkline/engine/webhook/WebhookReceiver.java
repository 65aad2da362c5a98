package dev.trunkline.engine.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A server that is told about chats. It checks signatures the way EVI's guide and its official examples have receivers do it:
 * HMAC-SHA256 of raw body, dot, timestamp, in hexadecimal; and nothing older than 180 seconds.
 */
public final class WebhookReceiver implements AutoCloseable {

    private static final long MAX_AGE_SECONDS = 180;
    private static final long PATIENCE_SECONDS = 30;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<Delivery> received = new LinkedBlockingQueue<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    public WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    /** One request, as it came. */
    public record Delivery(
            String method,
            String path,
            @Nullable String contentType,
            @Nullable String signature,
            @Nullable String timestamp,
            String body) {

        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String event() {
            return json().path("event_name").asText();
        }

        /** What a careful receiver asks before it believes anything. */
        public boolean isGenuine(String signingKey, long nowSeconds) throws GeneralSecurityException {
            if (signature == null || timestamp == null) {
                return false;
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            StringBuilder expected = new StringBuilder();
            for (byte part : mac.doFinal((body + "." + timestamp).getBytes(StandardCharsets.UTF_8))) {
                expected.append(String.format("%02x", part));
            }
            return MessageDigest.isEqual(
                            expected.toString().getBytes(StandardCharsets.UTF_8),
                            signature.getBytes(StandardCharsets.UTF_8))
                    && Math.abs(nowSeconds - Long.parseLong(timestamp)) <= MAX_AGE_SECONDS;
        }
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/hook");
    }

    /** Answers the next requests with these, then again with 200. */
    public void willAnswer(int... next) {
        for (int status : next) {
            statuses.add(status);
        }
    }

    /** The next delivery, whatever it was answered with. */
    public Delivery next() {
        try {
            Delivery delivery = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (delivery == null) {
                throw new AssertionError("nothing was delivered within " + PATIENCE_SECONDS + " s");
            }
            return delivery;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many deliveries have come and were not read. */
    public int pending() {
        return received.size();
    }

    private void receive(HttpExchange exchange) throws IOException {
        Delivery delivery = new Delivery(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("X-Hume-AI-Webhook-Signature"),
                exchange.getRequestHeaders().getFirst("X-Hume-AI-Webhook-Timestamp"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Integer status = statuses.poll();
        if (status != null && status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
        }
        received.add(delivery); // first: the answer brings the next one
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
