package dev.trunkline.ai.realtime;

import dev.trunkline.ai.realtime.RealtimeCommand.ResponseCancel;
import dev.trunkline.ai.realtime.RealtimeCommand.ResponseCreate;
import dev.trunkline.ai.realtime.RealtimeCommand.ResponseOptions;
import dev.trunkline.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The answers that we ask the agent for, one after the other: a conversation has one at a time, and one that is asked for beside it is
 * refused ({@code conversation_already_has_active_response}). Also knows the one that is being made, whoever asked for it, and those whose
 * sound is not wanted any more. Confined to the call's loop.
 */
final class WantedResponses {

    private static final String BUSY = "conversation_already_has_active_response";
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MOST_DROPPED = 16;

    private final Consumer<RealtimeCommand> out;
    private final Scheduler scheduler;
    private final Deque<ResponseOptions> waiting = new ArrayDeque<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private @Nullable Asked asked; // not begun
    private @Nullable Asked lastAsked;
    private @Nullable String activeId;
    private boolean dropsNext; // the one that is asked for, when it begins
    private boolean paused;
    private boolean over;
    private long lastId;

    private record Asked(String eventId, ResponseOptions options) {}

    WantedResponses(Consumer<RealtimeCommand> out, Scheduler scheduler) {
        this.out = out;
        this.scheduler = scheduler;
    }

    /** An answer to whatever was said; one that is waiting to be asked for will do. */
    void want() {
        if (waiting.isEmpty() || !waiting.getLast().equals(ResponseOptions.USUAL)) {
            waiting.add(ResponseOptions.USUAL);
        }
        askNext();
    }

    /** One that is made so. */
    void want(ResponseOptions options) {
        waiting.add(options);
        askNext();
    }

    /** None is asked for until {@link #resume}. */
    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        askNext();
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether one is being made, or has been asked for. */
    boolean isBusy() {
        return activeId != null || asked != null;
    }

    /** Nothing is asked for any more. */
    void end() {
        over = true;
        waiting.clear();
    }

    private void askNext() {
        if (paused || over || isBusy() || waiting.isEmpty()) {
            return;
        }
        ResponseOptions options = waiting.removeFirst();
        Asked next = new Asked("response_" + ++lastId, options);
        asked = next;
        lastAsked = next;
        out.accept(new ResponseCreate(next.eventId, options.equals(ResponseOptions.USUAL) ? null : options));
    }

    /**
     * One begins.
     *
     * @return false when it was not asked for by us
     */
    boolean onCreated(String responseId) {
        boolean isOurs = asked != null;
        asked = null;
        activeId = responseId;
        if (dropsNext) {
            dropsNext = false;
            cancelActive();
        }
        return isOurs;
    }

    void onDone(String responseId) {
        if (responseId.equals(activeId)) {
            activeId = null;
        }
        askNext();
    }

    /**
     * Our event was refused.
     *
     * @return false when it was none of these, or this is news for somebody
     */
    boolean onRefused(String causeId, String code) {
        Asked refused = lastAsked;
        if (refused == null || !refused.eventId.equals(causeId)) {
            return false;
        }
        lastAsked = null;
        asked = null; // or it was taken for one that the far end began by itself
        dropsNext = false;
        if (!code.equals(BUSY)) {
            askNext();
            return false;
        }
        waiting.addFirst(refused.options);
        if (activeId == null) {
            scheduler.after(AGAIN_NANOS, this::askNext); // we have not heard of the one that it speaks of
        }
        return true;
    }

    /**
     * The one that is being made, or will be, is not wanted: what still comes of it is not told. The caller is heard first, and what comes
     * to the agent's mind then will do.
     */
    void cancel() {
        waiting.remove(ResponseOptions.USUAL);
        if (activeId != null) {
            cancelActive();
        } else if (asked != null) {
            dropsNext = true;
        }
    }

    /** The same, if it is that one. */
    void cancel(String responseId) {
        if (responseId.equals(activeId)) {
            cancelActive();
        } else {
            drop(responseId);
        }
    }

    private void cancelActive() {
        String id = activeId;
        if (id != null && drop(id)) {
            out.accept(new ResponseCancel(id));
        }
    }

    private boolean drop(String responseId) {
        if (dropped.size() >= MOST_DROPPED) {
            dropped.remove(dropped.iterator().next());
        }
        return dropped.add(responseId);
    }

    boolean isDropped(String responseId) {
        return dropped.contains(responseId);
    }
}
