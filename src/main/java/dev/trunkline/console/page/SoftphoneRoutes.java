package dev.trunkline.console.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.JsonAnswers;
import dev.trunkline.ops.Role;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.GoElsewhere;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.CarrierInstruction.Wait;
import dev.trunkline.phone.SoftphoneLine;
import dev.trunkline.phone.SoftphoneLine.Answer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call from the console's page: {@code POST /api/softphone} rings, and answers with the address of one media stream;
 * {@code POST /api/softphone/{sid}/next} tells what comes after a stream, as a carrier would be told; {@code DELETE} puts the phone down.
 * Thread-safe.
 */
public final class SoftphoneRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/softphone";
    private static final int MAX_STREAMS = 100; // what the bridge allows of one call is far less

    private final SoftphoneLine line;
    private final List<CallableNumber> numbers;

    /**
     * What can be called.
     *
     * @param route who answers
     * @param number one of its numbers
     */
    public record CallableNumber(String route, String number) {}

    /** @param numbers the first is called when none is named; there is at least one */
    public SoftphoneRoutes(SoftphoneLine line, List<CallableNumber> numbers) {
        this.line = line;
        this.numbers = List.copyOf(numbers);
    }

    /** Adds them, for those whom the gate lets in. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        routes.http(
                "GET",
                PATH,
                gate.guard(
                        Role.OPERATOR,
                        "softphone_numbers",
                        (request, reply) -> reply.send(JsonAnswers.of(200, Map.of("numbers", numbers)))));
        routes.http(
                "POST", PATH, gate.guard(Role.OPERATOR, "softphone", (request, reply) -> reply.send(ring(request))));
        routes.http("POST", PATH + "/{sid}/next", gate.guard(Role.OPERATOR, "softphone_next", this::next));
        routes.http(
                "DELETE",
                PATH + "/{sid}",
                gate.guard(Role.OPERATOR, "softphone_end", (request, reply) -> reply.send(hangUp(request))));
    }

    private HttpResponse ring(HttpRequest request) {
        JsonNode body = body(request);
        String to = body == null ? null : called(body);
        if (to == null) {
            return wrong(body);
        }
        Answer answer = line.ring(to);
        if (answer instanceof Answer.Stream stream) {
            return JsonAnswers.of(201, stream(stream, to));
        }
        CarrierInstruction instead = ((Answer.Over) answer).instead();
        return new HttpResponse(
                503,
                "application/json",
                JsonAnswers.error(503, words(instead)).body(),
                instead instanceof Wait ? Map.of("Retry-After", "5") : Map.of());
    }

    private void next(HttpRequest request, HttpEndpoint.Reply reply) {
        String callSid = request.pathParameter("sid");
        JsonNode body = body(request);
        String to = body == null ? null : called(body);
        int streams = body == null ? 0 : body.path("streams").asInt(0);
        if (!line.isOurs(callSid)) {
            reply.send(notOurs());
        } else if (to == null) {
            reply.send(wrong(body));
        } else if (streams < 1 || streams > MAX_STREAMS) {
            reply.send(JsonAnswers.error(400, "streams must be how many streams the call has had, 1 or more"));
        } else {
            line.next(callSid, to, streams)
                    .whenComplete((answer, bug) -> reply.send(
                            answer == null
                                    ? JsonAnswers.error(500, "the bridge does not know what comes next")
                                    : step(answer, to)));
        }
    }

    private static HttpResponse step(Answer answer, String to) {
        if (answer instanceof Answer.Stream stream) {
            return JsonAnswers.of(200, stream(stream, to));
        }
        CarrierInstruction instead = ((Answer.Over) answer).instead();
        return instead instanceof Transfer transfer
                ? JsonAnswers.of(
                        200,
                        Map.of("next", "transfer", "destination", transfer.destination(), "words", words(transfer)))
                : JsonAnswers.of(
                        200,
                        Map.of(
                                "next",
                                instead instanceof Apologise ? "apologise" : "hang_up",
                                "words",
                                words(instead)));
    }

    private static Map<String, Object> stream(Answer.Stream stream, String to) {
        return Map.of(
                "next", "go_on",
                "url", stream.path().substring(1), // below the page, wherever that is
                "callSid", stream.callSid(),
                "streamSid", stream.streamSid(),
                "to", to);
    }

    /** What somebody at a screen is told where a caller would hear or be dialled something. */
    private static String words(CarrierInstruction instead) {
        if (instead instanceof Transfer transfer) {
            return "A caller would be transferred to " + transfer.destination()
                    + " now. The softphone has no carrier that could dial: the call is over.";
        }
        if (instead instanceof Wait wait) {
            return "There is no room for this call now: a caller would wait in line, as number " + wait.position()
                    + ".";
        }
        if (instead instanceof GoElsewhere) {
            return "This bridge is about to stop: the call would go on on another one.";
        }
        if (instead instanceof Apologise apology) {
            return (apology.words().isBlank() ? Apologise.SORRY : apology.words())
                    + (apology.number() == null ? "" : " A caller would be put through to the fallback number now.");
        }
        return "The call is over.";
    }

    private HttpResponse hangUp(HttpRequest request) {
        String callSid = request.pathParameter("sid");
        if (!line.isOurs(callSid)) {
            return notOurs();
        }
        line.hangUp(callSid);
        return HttpResponse.empty(204);
    }

    /** An empty one is an object without fields; null for what is none. */
    private static @Nullable JsonNode body(HttpRequest request) {
        try {
            JsonNode body = request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body());
            return body.isObject() ? body : null;
        } catch (java.io.IOException e) {
            return null;
        }
    }

    /** Null for a number that nobody offers. */
    private @Nullable String called(JsonNode body) {
        if (body.path("to").isMissingNode()) {
            return numbers.get(0).number();
        }
        String to = body.path("to").asText();
        return numbers.stream().anyMatch(each -> each.number().equals(to)) ? to : null;
    }

    private static HttpResponse wrong(@Nullable JsonNode body) {
        return body == null
                ? JsonAnswers.error(400, "the body must be a JSON object, such as {\"to\": \"+14155550100\"}, or empty")
                : JsonAnswers.error(400, "to must be a number that GET " + PATH + " lists, or be left out");
    }

    private static HttpResponse notOurs() {
        return JsonAnswers.error(404, "no softphone call with this sid is known here");
    }
}
