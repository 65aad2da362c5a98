package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trunkline.net.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a bridge for its own record of a call. Thread-safe; blocks, so never on an event loop. */
final class BridgeRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI bridge;
    private final @Nullable String adminToken;

    /**
     * Asks the bridge that serves a webhook.
     *
     * @param adminToken its bearer token, or null when it needs none
     */
    BridgeRecords(URI voiceWebhook, @Nullable String adminToken, ClientTls tls) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .sslContext(tls.ofJdk())
                .build();
        this.bridge = voiceWebhook.resolve("/");
        this.adminToken = adminToken;
    }

    /** The record as it stands now; missing when the bridge does not give it to us. */
    JsonNode find(String callSid) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(bridge.resolve("/api/calls/" + callSid)).timeout(Duration.ofSeconds(2));
        if (adminToken != null) {
            request.header("Authorization", "Bearer " + adminToken);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MissingNode.getInstance();
        }
    }
}
