package dev.trunkline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A program of an operator's that checks signatures as webhooks.md tells it to, and answers as it is told. */
final class WebhookReceiverScene implements AutoCloseable {

    static final String SECRET = "a-secret-of-twenty-four-letters";

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<Got> got = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile Function<JsonNode, Reply> answers = body -> new Reply(200, "");

    /**
     * A request.
     *
     * @param key its idempotency key, or "" for none
     * @param status what it was answered; 0 when it never was
     */
    record Got(String key, JsonNode body, boolean isSigned, int status) {}

    /** @param status 0: the request is never answered */
    record Reply(int status, String body) {}

    WebhookReceiverScene() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "receiver");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    void answers(Function<JsonNode, Reply> how) {
        answers = how;
    }

    /** The bodies of all events of this name that were taken. */
    List<JsonNode> taken(String event) {
        return got.stream()
                .filter(each -> each.status() == 200)
                .map(Got::body)
                .filter(body -> body.path("event").asText().equals(event))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonNode body = JSON.readTree(bytes);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        Reply reply = answers.apply(body);
        got.add(new Got(key == null ? "" : key, body, isSigned(exchange, bytes), reply.status()));
        if (reply.status() > 0) {
            byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        }
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        String timestamp = exchange.getRequestHeaders().getFirst("X-Trunkline-Timestamp");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(body);
            mac.update(("." + timestamp).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of()
                    .formatHex(mac.doFinal())
                    .equals(exchange.getRequestHeaders().getFirst("X-Trunkline-Signature"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
