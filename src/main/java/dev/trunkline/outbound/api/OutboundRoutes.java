package dev.trunkline.outbound.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.net.http.HttpEndpoint.Reply;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.JsonAnswers;
import dev.trunkline.ops.Role;
import dev.trunkline.outbound.OrderEntry;
import dev.trunkline.outbound.OutboundCalls;
import dev.trunkline.outbound.OutboundOrder;
import dev.trunkline.outbound.OutboundRequest;
import dev.trunkline.outbound.Submission;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/calls} and {@code /api/outbound}: has people called, and tells what became of it. Thread-safe. */
public final class OutboundRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("to", "from", "route", "variables", "machine", "message");
    private static final int USUAL = 100;
    private static final int MOST = 10_000;
    private static final String OFF = "outbound.enabled is false: this bridge calls nobody";

    private final @Nullable OutboundCalls calls;

    /** @param calls null where nobody is called */
    public OutboundRoutes(@Nullable OutboundCalls calls) {
        this.calls = calls;
    }

    /** Adds them, behind the gate. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        routes.http("POST", "/api/calls", gate.guard(Role.OPERATOR, "place_call", this::place));
        routes.http("GET", "/api/outbound", gate.guard(Role.VIEWER, "list_outbound", this::tell));
        routes.http(
                "GET",
                "/api/outbound/{id}",
                gate.guard(Role.VIEWER, "read_outbound", (request, reply) -> reply.send(one(request))));
        routes.http("POST", "/api/outbound/{id}/cancel", gate.guard(Role.OPERATOR, "cancel_outbound", this::cancel));
    }

    private void place(HttpRequest request, Reply reply) {
        if (calls == null) {
            reply.send(JsonAnswers.error(403, OFF));
            return;
        }
        JsonNode body = body(request);
        String mistake = mistake(body);
        if (mistake != null) {
            reply.send(JsonAnswers.error(400, mistake));
            return;
        }
        calls.submit(asked(body)).whenComplete((submission, bug) -> {
            if (bug != null) {
                reply.send(JsonAnswers.error(503, "this bridge is about to end"));
            } else {
                reply.send(answer(submission));
            }
        });
    }

    private static JsonNode body(HttpRequest request) {
        try {
            return JSON.readTree(request.bodyText());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static @Nullable String mistake(JsonNode body) {
        if (!body.isObject()) {
            return "the body must be a JSON object such as {\"to\": \"+14155550100\"}";
        }
        for (String field : (Iterable<String>) body::fieldNames) {
            if (!FIELDS.contains(field)) {
                return field + " is not a field; known are to, from, route, variables, machine, message";
            }
            JsonNode value = body.path(field);
            if (field.equals("variables") ? !isMap(value) : !value.isTextual() && !value.isNull()) {
                return field + (field.equals("variables") ? " must be an object of texts" : " must be a text");
            }
        }
        return body.path("to").asText("").isBlank() ? "to is missing: the number to call, like +14155550100" : null;
    }

    private static boolean isMap(JsonNode value) {
        boolean isMap = value.isObject() || value.isNull();
        for (JsonNode each : value) {
            isMap &= each.isValueNode();
        }
        return isMap;
    }

    private static OutboundRequest asked(JsonNode body) {
        Map<String, String> variables = new HashMap<>();
        body.path("variables")
                .properties()
                .forEach(entry -> variables.put(entry.getKey(), entry.getValue().asText("")));
        return new OutboundRequest(
                body.path("to").asText(),
                text(body, "from"),
                text(body, "route"),
                variables,
                text(body, "machine"),
                text(body, "message"));
    }

    private static @Nullable String text(JsonNode body, String field) {
        String text = body.path(field).textValue();
        return text == null || text.isBlank() ? null : text;
    }

    private static HttpResponse answer(Submission submission) {
        if (submission instanceof Submission.Taken taken) {
            return HttpResponse.json(202, tree(taken.entry()).toString());
        }
        Submission.Refused refused = (Submission.Refused) submission;
        int status = switch (refused.reason()) {
            case BAD_REQUEST, INVALID_NUMBER -> 400;
            case NOT_ALLOWED, DO_NOT_CALL -> 403;
            case NO_HOUR -> 409;
            case NUMBER_LIMIT, FULL -> 429;
            case NO_JOURNAL -> 503;
        };
        return JsonAnswers.error(status, refused.words());
    }

    /** Not on the loop, which calls share: there may be many. */
    private void tell(HttpRequest request, Reply reply) {
        CompletableFuture.supplyAsync(() -> list(request))
                .whenComplete(
                        (answer, bug) -> reply.send(bug == null ? answer : JsonAnswers.error(500, "internal error")));
    }

    private HttpResponse list(HttpRequest request) {
        List<OrderEntry> all = calls == null ? List.of() : calls.all();
        String state = request.queryValue("state");
        String number = request.queryValue("limit");
        int limit = number != null && number.matches("[0-9]{1,5}") ? Math.min(MOST, Integer.parseInt(number)) : USUAL;
        ObjectNode json = JSON.createObjectNode().put("enabled", calls != null);
        ArrayNode orders = json.putArray("orders");
        all.stream()
                .filter(entry -> state == null || state.equals(label(entry)))
                .limit(limit)
                .forEach(entry -> orders.add(tree(entry)));
        return HttpResponse.json(200, json.toString());
    }

    private HttpResponse one(HttpRequest request) {
        OrderEntry entry = calls == null ? null : calls.find(request.pathParameter("id"));
        return entry == null
                ? JsonAnswers.error(404, "no order with this id is known here")
                : HttpResponse.json(200, tree(entry).toString());
    }

    private void cancel(HttpRequest request, Reply reply) {
        if (calls == null) {
            reply.send(JsonAnswers.error(403, OFF));
            return;
        }
        calls.changes()
                .cancel(request.pathParameter("id"))
                .whenComplete((done, bug) -> reply.send(
                        Boolean.TRUE.equals(done)
                                ? HttpResponse.empty(202)
                                : JsonAnswers.error(404, "no order with this id is waiting or under way")));
    }

    private static String label(OrderEntry entry) {
        return entry.stage().name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode tree(OrderEntry entry) {
        OutboundOrder order = entry.order();
        boolean isWaiting = entry.stage() == OrderEntry.Stage.WAITING;
        return JSON.createObjectNode()
                .put("id", order.id())
                .put("to", order.to())
                .put("from", order.from())
                .put("route", order.route())
                .put("machine", order.machine().label())
                .put("state", label(entry))
                .put("attempts", entry.attempts())
                .put("waitsFor", isWaiting && !entry.why().isEmpty() ? entry.why() : null)
                .put("dueAt", isWaiting ? time(entry.dueMillis()) : null)
                .put("callSid", entry.callSid())
                .put("answeredBy", entry.answeredBy().isEmpty() ? null : entry.answeredBy())
                .put("outcome", entry.outcome() == null ? null : entry.outcome().label())
                .put("orderedAt", time(order.orderedMillis()))
                .put("endedAt", entry.endedMillis() == 0 ? null : time(entry.endedMillis()));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
