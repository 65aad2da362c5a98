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

/** Asks a bridge for its own record of a call. Thread-safe; blocks, so never on an event loop. */
final class BridgeRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final BridgeAdmin bridge;

    BridgeRecords(BridgeAdmin bridge, ClientTls tls) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .sslContext(tls.ofJdk())
                .build();
        this.bridge = bridge;
    }

    /** The record as it stands now; missing when the bridge does not give it to us. */
    JsonNode find(String callSid) {
        HttpRequest request = bridge.request("/api/calls/" + callSid)
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MissingNode.getInstance();
        }
    }
}
