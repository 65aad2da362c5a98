package dev.trunkline.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.OperatorEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One event as it is posted, but for its id. What stands in it is promised by webhooks.md. Confined to one thread.
 */
final class EventBody {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    /**
     * One without anything of its own.
     *
     * @param pages where people see a call, or null for nowhere
     */
    EventBody(String event, CallFacts call, Instant at, Function<String, @Nullable String> pages) {
        json.put("id", "").put("event", event).put("at", at.toString());
        ObjectNode about = json.putObject("call");
        about.put("sid", call.callSid())
                .put("route", call.route())
                .put("from", call.from())
                .put("to", call.to())
                .put("startedAt", call.startedAt().toString());
        String page = pages.apply(call.callSid());
        if (page != null) {
            about.put("page", page);
        }
    }

    EventBody started(boolean resumed) {
        json.putObject("started").put("resumed", resumed);
        return this;
    }

    /** @param farEnds who answered, each once, the first first */
    EventBody ended(CallEvent.Ended ended, Set<String> farEnds) {
        ObjectNode how = json.putObject("ended");
        farEnds.forEach(how.putArray("farEnds")::add);
        how.put("end", ended.end().label())
                .put("endedBy", ended.end().endedBy())
                .put("blame", ended.end().blame().label())
                .put("transferredTo", ended.transferredTo())
                .put("durationMillis", ended.durationNanos() / NANOS_PER_MILLI);
        return this;
    }

    EventBody escalated(OperatorEvent.Escalated escalated) {
        ObjectNode how = json.putObject("escalated");
        how.put("cause", escalated.cause())
                .put("destination", escalated.destination())
                .put("words", escalated.words());
        ObjectNode mood = how.putObject("mood");
        for (Map.Entry<String, Double> each : escalated.mood().entrySet()) {
            mood.put(each.getKey(), each.getValue());
        }
        return this;
    }

    EventBody recorded(CallEvent.Recorded recorded) {
        json.putObject("recording")
                .put("streamSid", recorded.streamSid())
                .put("format", recorded.format())
                .put("durationMillis", recorded.durationMillis())
                .put("isComplete", recorded.isComplete());
        return this;
    }

    /** The text with this id in it. */
    String with(String id) {
        return json.put("id", id).toString();
    }
}
