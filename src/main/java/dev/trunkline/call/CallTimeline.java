package dev.trunkline.call;

import java.util.function.Consumer;

/** When the things happened that people wait for: the first word, the answer to a question. Confined to the loop. */
final class CallTimeline {

    private static final long NOT_YET = Long.MIN_VALUE;

    private final long beganNanos;
    private final Consumer<CallEvent> events;
    private boolean greeted;
    private long understoodNanos = NOT_YET;

    CallTimeline(long nowNanos, Consumer<CallEvent> events) {
        this.beganNanos = nowNanos;
        this.events = events;
    }

    void callerUnderstood(long nowNanos) {
        understoodNanos = nowNanos;
    }

    /** The agent's sound reaches the phone after a silence. */
    void agentHeard(long nowNanos) {
        if (!greeted) {
            greeted = true;
            events.accept(new TalkEvent.Greeted(nowNanos - beganNanos));
        }
        if (understoodNanos != NOT_YET) {
            events.accept(new TalkEvent.TurnTaken(nowNanos - understoodNanos));
            understoodNanos = NOT_YET;
        }
    }

    long sinceBeginNanos(long nowNanos) {
        return nowNanos - beganNanos;
    }
}
