package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a bridge to call somebody, and what became of it. Blocks. Thread-safe. */
final class BridgeDialling {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWERS = Duration.ofSeconds(10);

    private final HttpClient http;
    private final BridgeAdmin bridge;

    BridgeDialling(BridgeAdmin bridge, ClientTls tls) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(ANSWERS)
                .sslContext(tls.ofJdk())
                .build();
        this.bridge = bridge;
    }

    /** What it says: an order with its {@code id}, or an {@code error}. */
    JsonNode place(ObjectNode order) throws IOException, InterruptedException {
        return json(answer(bridge.request("/api/calls")
                .POST(HttpRequest.BodyPublishers.ofString(order.toString()))
                .header("Content-Type", "application/json")));
    }

    /** How an order stands; null when nobody knows it any more. */
    @Nullable
    JsonNode order(String id) throws IOException, InterruptedException {
        HttpResponse<String> response = answer(bridge.request("/api/outbound/" + id));
        return response.statusCode() == 404 ? null : json(response);
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request.timeout(ANSWERS).build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException("Nobody listens at " + bridge.base() + ". Is `serve` running there?", e);
        }
        if (response.statusCode() == 401) {
            throw new IOException("the bridge asks for another token: --token, or TRUNKLINE_ADMIN_TOKEN");
        }
        return response;
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        String body = response.body();
        boolean isJson =
                response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        if (isJson) {
            return JSON.readTree(body);
        }
        ObjectNode other = JsonNodeFactory.instance.objectNode();
        return status / 100 == 2 ? other : other.put("error", "HTTP status " + status + " " + body.strip());
    }
}
