package dev.trunkline.engine.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.script.LookUp;
import dev.trunkline.net.outgoing.OutgoingHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Look-ups of scripts over HTTP, through the client that webhooks and searches use: within reach, redirects not followed, 8
 * seconds, 64 kilobytes. Thread-safe; never blocks.
 */
public final class HttpLookUp implements LookUp {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 2_000;
    private static final int TIMEOUT_MILLIS = 8_000; // the caller waits
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int MAX_FIELDS = 200;

    private final OutgoingHttp http;

    public HttpLookUp(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public CompletableFuture<Map<String, String>> ask(URI url, Map<String, String> headers, String bodyJson) {
        Map<String, String> all = new HashMap<>(HttpWebSearch.JSON_HEADERS);
        all.putAll(headers);
        byte[] body = bodyJson.getBytes(StandardCharsets.UTF_8);
        return http.post(new OutgoingHttp.Post(url, all, body, CONNECT_MILLIS), MAX_ANSWER_BYTES, TIMEOUT_MILLIS)
                .thenApply(HttpLookUp::fields);
    }

    private static Map<String, String> fields(OutgoingHttp.Reply reply) {
        try {
            if (reply.status() != 200) {
                throw new IOException("the look-up was answered with HTTP status " + reply.status());
            }
            JsonNode answer = JSON.readTree(reply.body());
            if (answer == null || !answer.isObject()) {
                throw new IOException("the look-up was not answered with a JSON object");
            }
            Map<String, String> fields = new HashMap<>();
            flatten("", answer, fields);
            return fields;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flatten(String path, JsonNode object, Map<String, String> fields) {
        object.properties().forEach(entry -> {
            String name = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                flatten(name, value, fields);
            } else if (value.isValueNode() && !value.isNull() && fields.size() < MAX_FIELDS) {
                fields.put(name, value.asText());
            }
        });
    }
}
