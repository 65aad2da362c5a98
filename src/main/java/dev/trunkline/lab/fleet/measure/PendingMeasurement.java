package dev.trunkline.lab.fleet.measure;

import dev.trunkline.lab.farend.Tag;

/**
 * One question or interruption of one caller, and what came of it. All times are those of the clock that the processes of a
 * machine share; 0 is not yet. The call's loop reacts and abandons, the rest belongs to {@link PendingMeasurements}.
 */
public final class PendingMeasurement {

    final String caller;

    /** What was asked for. */
    public final Tag tag;

    final long dueNanos;
    final long sentNanos;
    private volatile long reactedNanos;
    private volatile boolean abandoned;
    long heardNanos;
    long obeyedNanos;

    /** Asked, and not answered yet. */
    public PendingMeasurement(String caller, Tag tag, long dueNanos, long sentNanos) {
        this.caller = caller;
        this.tag = tag;
        this.dueNanos = dueNanos;
        this.sentNanos = sentNanos;
    }

    /** The first sound, or the {@code clear}, has arrived. */
    public void reacted(long nowNanos) {
        reactedNanos = nowNanos;
    }

    long reactedNanos() {
        return reactedNanos;
    }

    boolean isReactedTo() {
        return reactedNanos != 0;
    }

    /** The caller hung up before anything came back. */
    public void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }
}
