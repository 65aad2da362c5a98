package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a bridge for its own record of a call. Thread-safe; blocks, so never on an event loop. */
final class BridgeRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final BridgeAdmin bridge;
    private volatile @Nullable String refusal;

    BridgeRecords(BridgeAdmin bridge, ClientTls tls) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .sslContext(tls.ofJdk())
                .build();
        this.bridge = bridge;
    }

    /** Why the last record was missing, and what to do; null when it was there. */
    @Nullable
    String refusal() {
        return refusal == null
                ? null
                : bridge.base() + " " + refusal + ". Name the bridge's admin address with --admin, as serve prints it";
    }

    private static @Nullable String refusal(int status) {
        return switch (status) {
            case 200 -> null;
            case 401, 403 -> "wants a token (" + status + "): give --admin-token, or TRUNKLINE_ADMIN_TOKEN";
            case 404 -> "knows nothing of this call (404)";
            default -> "answers " + status;
        };
    }

    /** The record as it stands now; missing when the bridge does not give it to us. */
    JsonNode find(String callSid) {
        HttpRequest request = bridge.request("/api/calls/" + callSid)
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            refusal = refusal(response.statusCode());
            return refusal == null ? JSON.readTree(response.body()) : MissingNode.getInstance();
        } catch (IOException e) {
            refusal = "does not answer";
            return MissingNode.getInstance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MissingNode.getInstance();
        }
    }
}
