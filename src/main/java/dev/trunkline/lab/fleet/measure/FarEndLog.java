package dev.trunkline.lab.fleet.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a far end what it has noted since it was last asked. Blocks; confined to one thread. */
public final class FarEndLog {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final HttpRequest request;

    public FarEndLog(URI url, ClientTls tls) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .sslContext(tls.ofJdk())
                .build();
        this.request = HttpRequest.newBuilder(url).timeout(TIMEOUT).GET().build();
    }

    /** Puts them beside what they may belong to; a line that is no note counts for nothing. */
    public static void readInto(PendingMeasurements pending, String lines) {
        for (String line : lines.lines().toList()) {
            JsonNode note = read(line);
            if (note.has("audioEndMillis")) {
                pending.truncated(
                        note.path("caller").asText(),
                        note.path("nanos").asLong(),
                        note.path("audioEndMillis").asInt(),
                        note.path("sentMillis").asInt());
            } else if (note.path("kind").asText().equals("rejected")) {
                pending.rejected(note.path("code").asText());
            } else if (note.has("nanos")) {
                pending.note(
                        note.path("caller").asText(),
                        note.path("kind").asText(),
                        note.path("nanos").asLong());
            }
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * All that was noted since, one JSON object per line; it is forgotten there.
     *
     * @throws IOException when the far end does not answer; the message says where it was sought
     */
    public String take() throws IOException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("the far end's notes at " + request.uri() + " answer " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (IOException e) {
            throw new IOException("the far end's notes at " + request.uri() + ": " + e, e);
        }
    }
}
