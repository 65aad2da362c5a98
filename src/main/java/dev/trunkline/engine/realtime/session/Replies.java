package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.ResponseRequest;
import dev.trunkline.engine.realtime.wire.ResponseView.StatusDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The responses in progress: one of the conversation, and a few out of band. Confined to the session's loop.
 */
final class Replies {

    private static final int MAX_OUT_OF_BAND = 8;

    private final SessionContext context;
    private final Items items;
    private final Consumer<Reply> whenDone;
    private final Map<String, Reply> outOfBand = new LinkedHashMap<>();
    private @Nullable Reply current;
    private boolean sounded; // one that has ended

    /** @param whenDone is told that one of the conversation has ended */
    Replies(SessionContext context, Items items, Consumer<Reply> whenDone) {
        this.context = context;
        this.items = items;
        this.whenDone = whenDone;
    }

    /** Whether one of the conversation is in progress. */
    boolean isBusy() {
        return current != null;
    }

    /** Whether the agent has been heard in any. */
    boolean haveSounded() {
        return sounded
                || (current != null && current.soundNanos() > 0)
                || outOfBand.values().stream().anyMatch(reply -> reply.soundNanos() > 0);
    }

    /** One begins; it says nothing before it is told what about. */
    Reply begin(ResponseRequest request) {
        context.memory().requireChars(request.chars());
        Reply reply = request.isOutOfBand() ? beside(request) : ofConversation(request);
        context.memory().holdChars(request.chars());
        reply.begin();
        return reply;
    }

    private Reply ofConversation(ResponseRequest request) {
        if (current != null) {
            throw new BadEvent(
                    "conversation_already_has_active_response",
                    "The response " + current.id() + " is in progress; wait for its response.done, or cancel it.",
                    null);
        }
        Reply reply = new Reply(context, request, items, this::onDone);
        current = reply;
        return reply;
    }

    private Reply beside(ResponseRequest request) {
        if (outOfBand.size() >= MAX_OUT_OF_BAND) {
            throw new BadEvent(
                    "too_many_active_responses",
                    "There are " + MAX_OUT_OF_BAND + " responses out of band in progress; there may not be more.",
                    null);
        }
        Reply reply = new Reply(context, request, null, this::onDone);
        outOfBand.put(reply.id(), reply);
        return reply;
    }

    private void onDone(Reply reply) {
        context.memory().holdChars(-reply.request().chars());
        sounded |= reply.soundNanos() > 0;
        if (reply.isOfConversation()) {
            current = null;
            whenDone.accept(reply);
        } else {
            outOfBand.remove(reply.id());
        }
    }

    /** The caller speaks: the one of the conversation ends. Returns whether there was one. */
    boolean interrupt() {
        Reply interrupted = current;
        if (interrupted != null) {
            interrupted.end(StatusDetails.TURN_DETECTED);
        }
        return interrupted != null;
    }

    /**
     * The client wants no more of one.
     *
     * @param id null for the one of the conversation
     */
    void cancel(@Nullable String id) {
        boolean isCurrent = current != null && (id == null || id.equals(current.id()));
        Reply cancelled = isCurrent ? current : id == null ? null : outOfBand.get(id);
        if (cancelled == null) {
            throw new BadEvent("response_cancel_not_active", "No such response is in progress.", "response_id");
        }
        cancelled.end(StatusDetails.CLIENT_CANCELLED);
    }

    /** The client wants no more of the one that is making this item. Returns whether there is one. */
    boolean stopSaying(String itemId) {
        Reply saying = current != null && current.isSaying(itemId) ? current : null;
        if (saying != null) {
            saying.end(StatusDetails.CLIENT_CANCELLED);
        }
        return saying != null;
    }

    /** The session is over. */
    void abandon() {
        if (current != null) {
            current.abandon();
        }
        List.copyOf(outOfBand.values()).forEach(Reply::abandon);
    }
}
