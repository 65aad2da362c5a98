package dev.trunkline.console;

import dev.trunkline.console.ActionBody.BadBody;
import dev.trunkline.console.SteeredCalls.Steering;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Operators.Operator;
import dev.trunkline.ops.Role;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What operators do to live calls over HTTP: {@code POST /api/calls/{sid}/say} and its like. Each is answered when the call has done it,
 * with 202, or with 409 and the reason when it cannot now. Thread-safe.
 */
public final class SteeringRoutes {

    private static final Set<String> NOTHING = Set.of();
    private static final Set<String> TEXT = Set.of("text");
    private static final HttpResponse DONE = HttpResponse.empty(202);

    private final CallsInReach reach;
    private final SteeredCalls calls;

    /** Acts on these calls. */
    public SteeringRoutes(CallsInReach reach) {
        this.reach = reach;
        this.calls = new SteeredCalls(reach);
    }

    /** What a request asks for. */
    @FunctionalInterface
    private interface Reading {
        Steering read(String operator, ActionBody body) throws BadBody;
    }

    /** Adds them, for operators. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        add(routes, gate, "say", TEXT, (who, body) -> {
            String text = body.text("text");
            return call -> call.say(who, text);
        });
        add(routes, gate, "context", Set.of("text", "persistent"), (who, body) -> {
            String text = body.text("text");
            boolean persistent = body.flag("persistent");
            return call -> call.context(who, text, persistent);
        });
        add(routes, gate, "whisper", TEXT, (who, body) -> {
            String text = body.text("text");
            return call -> call.whisper(who, text);
        });
        add(routes, gate, "note", TEXT, (who, body) -> {
            String text = body.text("text");
            return call -> call.note(who, text);
        });
        add(routes, gate, "pause", NOTHING, (who, body) -> call -> call.pause(who));
        add(routes, gate, "resume", NOTHING, (who, body) -> call -> call.resume(who));
        add(routes, gate, "release", Set.of("note"), (who, body) -> {
            String note = body.optionalText("note");
            return call -> call.release(who, note);
        });
        routes.http("POST", path("transfer"), gate.acting(Role.OPERATOR, "transfer", this::transfer));
    }

    private static String path(String action) {
        return "/api/calls/{sid}/" + action;
    }

    private void add(Routes.Builder routes, AdminGate gate, String action, Set<String> fields, Reading reading) {
        routes.http("POST", path(action), gate.acting(Role.OPERATOR, action, (operator, request, reply) -> {
            ActionBody body = body(request, fields, reply);
            if (body == null) {
                return;
            }
            try {
                ask(request, reading.read(operator.name(), body), reply);
            } catch (BadBody bad) {
                reply.send(JsonAnswers.error(400, bad.words()));
            }
        }));
    }

    private static @Nullable ActionBody body(HttpRequest request, Set<String> fields, HttpEndpoint.Reply reply) {
        try {
            return ActionBody.of(request, fields);
        } catch (BadBody bad) {
            reply.send(JsonAnswers.error(400, bad.words()));
            return null;
        }
    }

    private void ask(HttpRequest request, Steering steering, HttpEndpoint.Reply reply) {
        calls.ask(request.pathParameter("sid"), steering)
                .thenAccept(outcome -> reply.send(
                        outcome.isDone()
                                ? DONE
                                : JsonAnswers.error(outcome.status(), outcome.reason(), outcome.words())));
    }

    private void transfer(Operator operator, HttpRequest request, HttpEndpoint.Reply reply) {
        ActionBody body = body(request, Set.of("destination", "summary"), reply);
        if (body == null) {
            return;
        }
        try {
            String name = body.text("destination");
            String announcement = reach.announcement(body.optionalText("summary"));
            Map<String, Transfer> destinations = reach.destinations(request.pathParameter("sid"));
            Transfer destination = destinations.get(name);
            if (destination == null && reach.taps(request.pathParameter("sid")) != null) {
                reply.send(JsonAnswers.error(
                        400,
                        destinations.isEmpty()
                                ? "destination: the route of this call has none"
                                : "destination is not one of " + new TreeSet<>(destinations.keySet())));
                return;
            }
            ask(
                    request,
                    call -> destination == null ? null : call.transfer(operator.name(), destination, announcement),
                    reply);
        } catch (BadBody bad) {
            reply.send(JsonAnswers.error(400, bad.words()));
        }
    }
}
