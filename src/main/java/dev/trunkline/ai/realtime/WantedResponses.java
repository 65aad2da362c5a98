package dev.trunkline.ai.realtime;

import dev.trunkline.ai.realtime.RealtimeCommand.ResponseCancel;
import dev.trunkline.ai.realtime.RealtimeCommand.ResponseCreate;
import dev.trunkline.ai.realtime.RealtimeCommand.ResponseOptions;
import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
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
    private static final long BEGINS_NANOS = TimeUnit.SECONDS.toNanos(5); // far more than it takes
    private static final int MOST_DROPPED = 16;

    private final Consumer<RealtimeCommand> out;
    private final Runnable flush;
    private final Scheduler scheduler;
    private final Deque<ResponseOptions> waiting = new ArrayDeque<>();
    private final Deque<ResponseOptions> kept = new ArrayDeque<>(); // until a pause is over
    private final Set<String> dropped = Collections.newSetFromMap(new BoundedMap<>(MOST_DROPPED));
    private @Nullable Asked asked; // not begun
    private @Nullable Asked lastAsked;
    private boolean unwanted; // what was asked for last
    private @Nullable String activeId;
    private ResponseOptions making = ResponseOptions.USUAL; // how the active one is
    private boolean told; // something of the active one
    private boolean calledOff; // by us, the active one
    private @Nullable ResponseOptions greeting;
    private @Nullable Timer timer;
    private boolean paused;
    private boolean over;
    private long lastId;

    private record Asked(String eventId, ResponseOptions options) {}

    /** @param flush sends what was given to {@code out} when no event of the far end does */
    WantedResponses(Consumer<RealtimeCommand> out, Runnable flush, Scheduler scheduler) {
        this.out = out;
        this.flush = flush;
        this.scheduler = scheduler;
    }

    /** An answer to whatever was said; one that is waiting to be asked for will do. In a pause: after it. */
    void want() {
        add(paused ? kept : waiting, ResponseOptions.USUAL);
        askNext();
    }

    /** One that is made so, because somebody has ordered it: also in a pause. */
    void want(ResponseOptions options) {
        waiting.add(options);
        askNext();
    }

    /** The first one. In a pause: after it. */
    void greet(ResponseOptions options) {
        greeting = options;
        (paused ? kept : waiting).add(options);
        askNext();
    }

    /** One that was called off is wanted all the same. */
    void wantStill(ResponseOptions options) {
        putBack(options);
        askNext();
    }

    /** The one that is being made comes to nothing; the next is to be what it was. */
    void tryAgain() {
        putBack(making);
    }

    private static void add(Deque<ResponseOptions> to, ResponseOptions options) {
        if (!options.equals(ResponseOptions.USUAL) || !options.equals(to.peekLast())) {
            to.addLast(options);
        }
    }

    private void putBack(ResponseOptions options) {
        Deque<ResponseOptions> to = paused && isOfItsOwn(options) ? kept : waiting;
        if (!options.equals(ResponseOptions.USUAL) || !options.equals(to.peekFirst())) {
            to.addFirst(options);
        }
    }

    private boolean isOfItsOwn(ResponseOptions options) {
        return options.equals(ResponseOptions.USUAL) || options.equals(greeting);
    }

    /**
     * The agent says nothing of its own until {@link #resume}: what was to come, and had not begun to be heard, comes then. Words that were
     * ordered before are not said any more.
     */
    void pause() {
        paused = true;
        waiting.stream().filter(this::isOfItsOwn).forEach(options -> add(kept, options));
        waiting.clear();
        ResponseOptions expected = expected();
        if (expected == null) {
            return;
        }
        if (isOfItsOwn(expected) && !isTold()) {
            putBack(expected);
        }
        cancel();
    }

    void resume() {
        paused = false;
        kept.forEach(options -> add(waiting, options));
        kept.clear();
        askNext();
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether one is being made, or has been asked for. */
    boolean isBusy() {
        return activeId != null || asked != null;
    }

    /** Something of the active one was told: it was not made in vain. */
    void onTold() {
        told = true;
    }

    boolean isTold() {
        return activeId != null && told;
    }

    /** What comes next if nobody calls it off: asked for, being made, or about to be asked for; null: nothing. */
    @Nullable
    ResponseOptions expected() {
        if (asked != null) {
            return unwanted ? null : asked.options;
        }
        if (activeId != null && !dropped.contains(activeId)) {
            return making;
        }
        return waiting.contains(ResponseOptions.USUAL) ? ResponseOptions.USUAL : null;
    }

    /** Whether the active one is in the model's own words. */
    boolean isUsual() {
        return making.equals(ResponseOptions.USUAL);
    }

    /** Whether one like that is asked for when the active one is done, or somewhat later. */
    boolean isUsualNext() {
        return waiting.contains(ResponseOptions.USUAL);
    }

    /** Nothing is asked for any more. */
    void end() {
        over = true;
        waiting.clear();
        kept.clear();
        stopTimer();
    }

    private void askNext() {
        if (over || isBusy() || waiting.isEmpty()) {
            return;
        }
        ResponseOptions options = waiting.removeFirst();
        Asked next = new Asked("response_" + ++lastId, options);
        asked = next;
        lastAsked = next;
        unwanted = false;
        stopTimer();
        timer = scheduler.after(BEGINS_NANOS, this::askLate); // a refusal need not say what it refuses
        out.accept(new ResponseCreate(next.eventId, options.equals(ResponseOptions.USUAL) ? null : options));
    }

    private void askLate() {
        asked = null;
        askNext();
        flush.run();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** One begins, which we have asked for, or not. */
    void onCreated(String responseId) {
        Asked ours = asked;
        asked = null;
        stopTimer();
        activeId = responseId;
        told = false;
        calledOff = false;
        making = ours == null ? ResponseOptions.USUAL : ours.options;
        dropped.remove(responseId); // all are one to a far end that names none
        if (ours == null && paused) {
            want(); // of a far end that cannot be asked to wait, or had not been yet
            cancelActive();
        } else if (ours != null && unwanted) {
            cancelActive();
        }
    }

    void onDone(String responseId) {
        if (named(responseId).equals(activeId)) {
            activeId = null;
        }
        askNext();
    }

    /**
     * Our event was refused.
     *
     * @param causeId which; "" where the far end does not say
     * @return false when it was none of these, or this is news for somebody
     */
    boolean onRefused(String causeId, String code) {
        Asked refused = lastAsked;
        boolean isBusy = code.equals(BUSY);
        if (refused == null || !(refused.eventId.equals(causeId) || (causeId.isEmpty() && isBusy))) {
            return false;
        }
        lastAsked = null;
        asked = null; // or it was taken for one that the far end began by itself
        stopTimer();
        if (!isBusy) {
            askNext();
            return false;
        }
        if (!unwanted) {
            putBack(refused.options);
        }
        if (activeId == null) {
            timer = scheduler.after(AGAIN_NANOS, this::askLate); // we have not heard of the one that it speaks of
        }
        return true;
    }

    /**
     * The one that is being made, or will be, is not wanted: what still comes of it is not told. The caller is heard first, and what comes
     * to the agent's mind then will do.
     */
    void cancel() {
        forgetNext();
        cancelActive();
    }

    /**
     * The same where the far end ends it by itself, because the caller speaks: it would refuse to end it again
     * ({@code response_cancel_not_active}). One that goes on all the same is cancelled by {@link #onMoreOfDropped}.
     */
    void onInterrupted() {
        forgetNext();
        if (activeId != null) {
            dropped.add(activeId);
        }
    }

    private void forgetNext() {
        waiting.remove(ResponseOptions.USUAL);
        unwanted = true;
    }

    /** More comes of one that is not wanted, sound, words or a call: perhaps the far end has not heard that the caller interrupts. */
    void onMoreOfDropped(String responseId) {
        String id = named(responseId);
        if (id.equals(activeId) && !calledOff) {
            callOff(id);
        }
    }

    /** The same, if it is that one. */
    void cancel(String responseId) {
        String id = named(responseId);
        if (id.equals(activeId)) {
            cancelActive();
        } else if (!id.isEmpty()) {
            dropped.add(id);
        }
    }

    /** Who does not say which one he speaks of speaks of the one that is being made. */
    private String named(String responseId) {
        return responseId.isEmpty() && activeId != null ? activeId : responseId;
    }

    private void cancelActive() {
        String id = activeId;
        if (id != null && dropped.add(id)) {
            callOff(id);
        }
    }

    private void callOff(String id) {
        calledOff = true;
        out.accept(new ResponseCancel(id.isEmpty() ? null : id));
    }

    boolean isDropped(String responseId) {
        return dropped.contains(named(responseId));
    }
}
