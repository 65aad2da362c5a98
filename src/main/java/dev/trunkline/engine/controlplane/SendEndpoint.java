package dev.trunkline.engine.controlplane;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one message into an open chat: {@code POST /v0/evi/chat/{chat_id}/send}. 200 with an empty body when the chat has
 * taken it, 422 with an {@code HTTPValidationError} when it is not one of EVI's messages, or is sound. A chat that is unknown
 * or has ended is 404, which EVI does not document. Thread-safe.
 */
public final class SendEndpoint implements HttpEndpoint {

    public static final String PATH = "/v0/evi/chat/{chat_id}/send";

    static final HttpResponse NO_SUCH_CHAT = HttpResponse.json(
            404,
            "{\"code\":\"chat_not_found\",\"error\":\"Not Found\",\"message\":\"There is no open chat with this id.\"}");

    private static final Logger LOG = LoggerFactory.getLogger(SendEndpoint.class);

    private final OpenChats open;

    public SendEndpoint(OpenChats open) {
        this.open = open;
    }

    @Override
    public void handle(HttpRequest request, Reply reply) {
        OpenChat chat = open.find(request.pathParameter("chat_id"));
        if (chat == null) {
            reply.send(NO_SUCH_CHAT);
            return;
        }
        if (!isJson(request.header("content-type"))) {
            reply.send(invalid("The Content-Type must be application/json.", "value_error"));
            return;
        }
        ClientMessage message = ClientCodec.decode(request.bodyText());
        if (message instanceof ClientMessage.Malformed malformed) {
            reply.send(invalid(malformed.problem(), malformed.detail()));
        } else if (message instanceof ClientMessage.AudioInput) {
            reply.send(invalid(Problem.BAD_FIELD, ObserverSocket.NO_SOUND_HERE));
        } else {
            chat.steer(message).whenComplete((result, bug) -> reply.send(answer(result, bug)));
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private static HttpResponse answer(@Nullable ControlResult result, @Nullable Throwable bug) {
        if (result instanceof ControlResult.Done) {
            return HttpResponse.empty(200);
        }
        if (result instanceof ControlResult.Refused refused) {
            return invalid(refused.failure().problem(), refused.failure().message());
        }
        if (bug == null) {
            return NO_SUCH_CHAT;
        }
        LOG.atError().setCause(bug).log("message of the control plane failed");
        return HttpResponse.json(500, "{\"code\":\"internal_error\",\"error\":\"Internal Server Error\"}");
    }

    private static HttpResponse invalid(Problem problem, String detail) {
        return invalid(detail, problem == Problem.NOT_JSON ? "json_invalid" : "value_error");
    }

    /** What FastAPI answers, on which EVI's own service documents to be built. */
    private static HttpResponse invalid(String message, String type) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode detail = body.putArray("detail").addObject();
        detail.putArray("loc").add("body");
        detail.put("msg", message);
        detail.put("type", type);
        return HttpResponse.json(422, body.toString());
    }
}
