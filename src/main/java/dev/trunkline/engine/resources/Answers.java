package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.trunkline.engine.history.Page;
import dev.trunkline.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients get back. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int MAX_PAGE_CHARS = 16 * 1024 * 1024;

    private Answers() {}

    static HttpResponse json(int status, JsonNode body) {
        return HttpResponse.json(status, body.toString());
    }

    /** Part of a list; what is shown is made one by one, so that a page that is too large stops there. */
    static HttpResponse page(String field, Stream<ObjectNode> items, Page.Request page, long total) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("page_number", page.number())
                .put("page_size", page.size())
                .put("total_pages", (total + page.size() - 1) / page.size());
        ArrayNode array = body.putArray(field);
        long chars = 0;
        for (Iterator<ObjectNode> each = items.iterator(); each.hasNext(); ) {
            String json = each.next().toString();
            chars += json.length();
            if (chars > MAX_PAGE_CHARS) {
                throw Refusal.bad("this page would be too large; ask for a smaller page_size");
            }
            array.addRawValue(new RawValue(json));
        }
        return json(200, body);
    }

    /** The documented shape of errors. */
    static HttpResponse to(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            return error(refusal.status(), String.valueOf(refusal.getMessage()), Map.of());
        }
        if (cause instanceof RejectedExecutionException) {
            return error(503, "too many requests wait for the store already", Map.of("Retry-After", "1"));
        }
        LOG.atError().setCause(cause).log("the store of configs failed");
        return error(500, "the store is out of order; its log says why", Map.of());
    }

    private static HttpResponse error(int status, String message, Map<String, String> headers) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        switch (status) {
            case 400 -> body.put("code", "bad_request").put("error", "Bad Request");
            case 404 -> body.put("code", "not_found").put("error", "Not Found");
            case 409 -> body.put("code", "conflict").put("error", "Conflict");
            case 503 -> body.put("code", "overloaded").put("error", "Service Unavailable");
            default -> body.put("code", "internal").put("error", "Internal Server Error");
        }
        body.put("message", message);
        byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
        return new HttpResponse(status, "application/json", json, headers);
    }
}
