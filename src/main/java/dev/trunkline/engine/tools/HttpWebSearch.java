package dev.trunkline.engine.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.net.outgoing.OutgoingHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An operator's search service behind HTTP. It gets a POST of {@code {"query": "..."}} and answers 200 with
 * {@code {"summary": "...", "references": [{"name": "...", "url": "...", "content": "..."}]}}, of which everything but one of
 * the two may be missing; {@code results} with {@code title} and {@code snippet} are understood as well. Redirects are not
 * followed, and what is too long for a model to read while a caller waits is cut. Thread-safe; never blocks.
 */
public final class HttpWebSearch implements WebSearch {

    static final Map<String, String> JSON_HEADERS =
            Map.of("Content-Type", "application/json", "Accept", "application/json", "User-Agent", "Trunkline");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 2_000;
    private static final int TIMEOUT_MILLIS = 8_000; // the caller waits
    private static final int MAX_ANSWER_BYTES = 256 * 1024;
    private static final int MAX_QUERY_CHARS = 500;
    private static final int MAX_SUMMARY_CHARS = 4_000;
    private static final int MAX_REFERENCES = 10;
    private static final int MAX_REFERENCE_CHARS = 1_000;

    private final OutgoingHttp http = OutgoingHttp.anywhere("engine-search");
    private final URI url;
    private final Map<String, String> headers = new HashMap<>(JSON_HEADERS);

    /** @param bearerToken sent as {@code Authorization: Bearer}; null for none */
    public HttpWebSearch(URI url, @Nullable String bearerToken) {
        this.url = url;
        if (bearerToken != null) {
            headers.put("Authorization", "Bearer " + bearerToken);
        }
    }

    @Override
    public CompletableFuture<String> search(String parametersJson) {
        String query = query(parametersJson);
        if (query.isEmpty()) {
            return CompletableFuture.failedFuture(new IOException("there is no query"));
        }
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("query", query)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return http.post(new OutgoingHttp.Post(url, headers, body, CONNECT_MILLIS), MAX_ANSWER_BYTES, TIMEOUT_MILLIS)
                .thenApply(HttpWebSearch::found);
    }

    private static String query(String parametersJson) {
        try {
            String query =
                    JSON.readTree(parametersJson).path("query").asText("").strip();
            return query.substring(0, Math.min(query.length(), MAX_QUERY_CHARS));
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String found(OutgoingHttp.Reply reply) {
        try {
            if (reply.status() != 200) {
                throw new IOException("the search service answered with HTTP status " + reply.status());
            }
            JsonNode answer = JSON.readTree(reply.body());
            JsonNode references = answer.has("references") ? answer.path("references") : answer.path("results");
            if (!answer.path("summary").isTextual() && !references.isArray()) {
                throw new IOException("the search service's answer has neither a summary nor references");
            }
            ObjectNode found = JsonNodeFactory.instance.objectNode();
            found.put("summary", text(answer, MAX_SUMMARY_CHARS, "summary"));
            ArrayNode kept = found.putArray("references");
            for (JsonNode reference : references) {
                if (kept.size() < MAX_REFERENCES && reference.isObject()) {
                    kept.addObject()
                            .put("name", text(reference, MAX_REFERENCE_CHARS, "name", "title"))
                            .put("url", text(reference, MAX_REFERENCE_CHARS, "url", "link"))
                            .put("content", text(reference, MAX_REFERENCE_CHARS, "content", "snippet"));
                }
            }
            return found.toString();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException("the search service's answer is not JSON"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JsonNode object, int maxChars, String... fields) {
        for (String field : fields) {
            if (object.path(field).isTextual()) {
                String text = object.path(field).textValue();
                return text.substring(0, Math.min(text.length(), maxChars));
            }
        }
        return "";
    }
}
