package dev.trunkline.engine.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.trunkline.engine.history.Page;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients of the REST APIs get back: JSON, pages, and EVI's {@code ErrorResponse}. */
public final class JsonResponses {

    private static final Logger LOG = LoggerFactory.getLogger(JsonResponses.class);
    private static final int MAX_PAGE_CHARS = 16 * 1024 * 1024;

    private JsonResponses() {}

    /** An endpoint whose failures, at once or later, become errors. */
    public static HttpEndpoint endpoint(Function<HttpRequest, CompletableFuture<HttpResponse>> work) {
        return (request, reply) -> {
            try {
                work.apply(request)
                        .whenComplete((response, failure) -> reply.send(failure == null ? response : failed(failure)));
            } catch (ApiException e) {
                reply.send(failed(e));
            }
        };
    }

    public static HttpResponse json(int status, JsonNode body) {
        return HttpResponse.json(status, body.toString());
    }

    /** Adds where a page stands in its list. */
    public static ObjectNode addPosition(ObjectNode body, Page.Request page, long total) {
        return body.put("page_number", page.number())
                .put("page_size", page.size())
                .put("total_pages", (total + page.size() - 1) / page.size());
    }

    /**
     * Adds the items of a page. They are made one by one, so that a page that is too large stops there.
     *
     * @throws ApiException when it is too large
     */
    public static ObjectNode addItems(ObjectNode body, String field, Stream<ObjectNode> items) {
        ArrayNode array = body.putArray(field);
        long chars = 0;
        for (Iterator<ObjectNode> each = items.iterator(); each.hasNext(); ) {
            String json = each.next().toString();
            chars += json.length();
            if (chars > MAX_PAGE_CHARS) {
                throw ApiException.badRequest("this page would be too large; ask for a smaller page_size");
            }
            array.addRawValue(new RawValue(json));
        }
        return body;
    }

    /** Why there is nothing better to answer; what is no {@link ApiException} is logged. */
    public static HttpResponse failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiException refused) {
            return error(refused.status(), String.valueOf(refused.getMessage()));
        }
        if (cause instanceof RejectedExecutionException) {
            return error(503, "too many requests wait for the store already", Map.of("Retry-After", "1"));
        }
        LOG.atError().setCause(cause).log("the store failed");
        return error(500, "the store is out of order; its log says why");
    }

    /** The documented shape of errors. */
    public static HttpResponse error(int status, String message) {
        return error(status, message, Map.of());
    }

    /** The same with further headers. */
    public static HttpResponse error(int status, String message, Map<String, String> headers) {
        String phrase = HttpResponseStatus.valueOf(status).reasonPhrase();
        String code = switch (status) {
            case 500 -> "internal";
            case 503 -> "overloaded";
            default -> phrase.toLowerCase(Locale.ROOT).replace(' ', '_');
        };
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("code", code)
                .put("error", phrase)
                .put("message", message);
        return new HttpResponse(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8), headers);
    }
}
