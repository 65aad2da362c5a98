package dev.trunkline.console;

import dev.trunkline.console.ActionBody.BadBody;
import dev.trunkline.console.SteeredCalls.Steering;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.JsonAnswers;
import dev.trunkline.ops.Role;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
        Steering read(String operator, String callSid, ActionBody body) throws BadBody;
    }

    /** Adds them, for operators. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        add(routes, gate, "say", TEXT, (who, sid, body) -> {
            String text = body.text("text");
            return call -> call.say(who, text);
        });
        add(routes, gate, "context", Set.of("text", "persistent"), (who, sid, body) -> {
            String text = body.text("text");
            boolean persistent = body.flag("persistent");
            return call -> call.context(who, text, persistent);
        });
        add(routes, gate, "whisper", TEXT, (who, sid, body) -> {
            String text = body.text("text");
            return call -> call.whisper(who, text);
        });
        add(routes, gate, "note", TEXT, (who, sid, body) -> {
            String text = body.text("text");
            return call -> call.note(who, text);
        });
        add(routes, gate, "pause", NOTHING, (who, sid, body) -> call -> call.pause(who));
        add(routes, gate, "resume", NOTHING, (who, sid, body) -> call -> call.resume(who));
        add(routes, gate, "release", Set.of("note"), (who, sid, body) -> {
            String note = body.optionalText("note");
            return call -> call.release(who, note);
        });
        add(routes, gate, "transfer", Set.of("destination", "summary"), this::transfer);
    }

    private void add(Routes.Builder routes, AdminGate gate, String action, Set<String> fields, Reading reading) {
        String path = "/api/calls/{sid}/" + action;
        routes.http("POST", path, gate.acting(Role.OPERATOR, action, (operator, request, reply) -> {
            String callSid = request.pathParameter("sid");
            try {
                ask(callSid, reading.read(operator.name(), callSid, ActionBody.of(request, fields)), reply);
            } catch (BadBody bad) {
                reply.send(JsonAnswers.error(400, bad.words()));
            }
        }));
    }

    private void ask(String callSid, Steering steering, HttpEndpoint.Reply reply) {
        calls.ask(callSid, steering)
                .thenAccept(outcome -> reply.send(
                        outcome.isDone()
                                ? DONE
                                : JsonAnswers.error(outcome.status(), outcome.reason(), outcome.words())));
    }

    private Steering transfer(String operator, String callSid, ActionBody body) throws BadBody {
        String name = body.text("destination");
        String announcement = reach.announcement(body.optionalText("summary"));
        Map<String, Transfer> destinations = reach.destinations(callSid);
        Transfer destination = destinations.get(name);
        if (destination == null && reach.taps(callSid) != null) {
            throw new BadBody(
                    destinations.isEmpty()
                            ? "destination: the route of this call has none"
                            : "destination is not one of " + new TreeSet<>(destinations.keySet()));
        }
        return call -> destination == null ? null : call.transfer(operator, destination, announcement);
    }
}
