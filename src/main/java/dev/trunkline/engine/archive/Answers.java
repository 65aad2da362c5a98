package dev.trunkline.engine.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens around an answer: bad requests, things that are not there, a store that fails. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /** Finds what is asked for: JSON, or null for what is not there. */
    interface Source {
        CompletableFuture<@Nullable ObjectNode> find(HttpRequest request);
    }

    /**
     * An endpoint that answers with JSON.
     *
     * @param what is asked for, as the error names it
     */
    static HttpEndpoint json(String what, Source source) {
        return (request, reply) -> {
            try {
                source.find(request)
                        .whenComplete((json, failure) -> reply.send(
                                failure != null ? failed(failure) : json == null ? notFound(what) : ok(json)));
            } catch (BadQuery e) {
                reply.send(badRequest(e));
            }
        };
    }

    static HttpResponse badRequest(BadQuery e) {
        return error(400, "bad_request", "Bad Request", String.valueOf(e.getMessage()));
    }

    static HttpResponse notFound(String what) {
        return error(404, "not_found", "Not Found", "There is no " + what + " with this id.");
    }

    static HttpResponse forbidden(String message) {
        return error(403, "forbidden", "Forbidden", message);
    }

    private static HttpResponse error(int status, String code, String error, String message) {
        return HttpResponse.json(status, ArchiveJson.text(ArchiveJson.error(code, error, message)));
    }

    static HttpResponse failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RejectedExecutionException) {
            return error(503, "overloaded", "Service Unavailable", "Too many questions at a time; try again soon.");
        }
        LOG.atError().setCause(cause).log("history cannot be read");
        return error(500, "internal", "Internal Server Error", "The history cannot be read now.");
    }

    private static HttpResponse ok(ObjectNode json) {
        return HttpResponse.json(200, ArchiveJson.text(json));
    }
}
