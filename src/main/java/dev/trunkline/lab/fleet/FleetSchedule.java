package dev.trunkline.lab.fleet;

import dev.trunkline.lab.fleet.call.FleetPlan;
import java.util.concurrent.TimeUnit;

/**
 * When a fleet places its calls, how long it holds them, and when it is over. Knows no clock and no call: it is told both.
 * Asked by one loop, but for what the sampler asks, which says so.
 */
final class FleetSchedule {

    /** How often it is asked. */
    static final long CONTROL_MILLIS = 10;

    private static final long CONTROL_NANOS = TimeUnit.MILLISECONDS.toNanos(CONTROL_MILLIS);
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(20); // a webhook may take 15
    private static final long LOG_LAG_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NEVER = Long.MAX_VALUE;

    private final FleetPlan.Size size;
    private final long beginNanos;
    private volatile int target;
    private volatile long rampedNanos = NEVER;
    private volatile long heldNanos = NEVER;
    private volatile long stoppedNanos = NEVER;
    private long overNanos = NEVER;
    private long nextNanos;

    /** Handed to and fro between the loop, which holds its calls, and the sampler, which looks at the bridge meanwhile. */
    private volatile boolean lookDue;

    private volatile boolean isBack;

    FleetSchedule(FleetPlan.Size size, long beginNanos) {
        this.size = size;
        this.beginNanos = beginNanos;
        this.nextNanos = beginNanos;
        this.target = size.hasSteps() ? size.firstCalls() : size.calls();
    }

    /**
     * Whether one more call is to be placed now.
     *
     * @param placed so far
     * @param inUse of them, not over
     */
    boolean mayPlace(long nowNanos, int placed, int inUse) {
        boolean isWanted = size.isReplacing() || placed < target;
        if (nowNanos < nextNanos || inUse >= target || isAllPlaced(placed) || !isWanted) {
            return false;
        }
        long apartNanos = (long) (TimeUnit.SECONDS.toNanos(1) / size.rampPerSecond());
        // Places that could not be used are not made up for: a ramp is a ramp.
        nextNanos = Math.max(nextNanos + apartNanos, nowNanos - CONTROL_NANOS);
        return true;
    }

    /** Whether all calls of this step have been placed; true once for each step. */
    boolean isRamped(long nowNanos, int placed) {
        if (rampedNanos != NEVER || placed < target) {
            return false;
        }
        rampedNanos = nowNanos;
        return true;
    }

    /** Whether callers are to hang up; of two steps the first one only leads to the second. */
    boolean isDone(long nowNanos, int placed, int inUse) {
        boolean held =
                rampedNanos != NEVER && nowNanos - rampedNanos >= TimeUnit.SECONDS.toNanos(size.durationSeconds());
        return (isAllPlaced(placed) && inUse == 0) || (held && isLastStepDone(nowNanos));
    }

    private boolean isLastStepDone(long nowNanos) {
        if (size.hasSteps() && heldNanos == NEVER) {
            heldNanos = nowNanos;
            lookDue = true;
        } else if (size.hasSteps() && !lookDue && target < size.calls()) {
            target = size.calls();
            rampedNanos = NEVER;
            heldNanos = NEVER;
        } else {
            return !lookDue;
        }
        return false;
    }

    private boolean isAllPlaced(int placed) {
        return size.totalCalls() > 0 && placed >= size.totalCalls();
    }

    /** How many calls this step is to have up at once. */
    int target() {
        return target;
    }

    /** Callers hang up; false when they do already. */
    boolean stop(long nowNanos) {
        if (stoppedNanos != NEVER) {
            return false;
        }
        stoppedNanos = nowNanos;
        return true;
    }

    /** Any thread. */
    boolean isStopped() {
        return stoppedNanos != NEVER;
    }

    /** After the stop: whether the bridge has given back what it held, or has had its time. */
    boolean isOver(long nowNanos, int inUse) {
        if (inUse > 0 && nowNanos - stoppedNanos <= FAREWELL_NANOS) {
            return false;
        }
        overNanos = Math.min(overNanos, nowNanos);
        return isBack || nowNanos - overNanos >= TimeUnit.SECONDS.toNanos(size.settleSeconds());
    }

    /** For the sampler: whether the bridge is to be looked at while all calls of a step are held. */
    boolean isLookDue() {
        return lookDue;
    }

    /** From the sampler. */
    void looked() {
        lookDue = false;
    }

    /** From the sampler: whether the bridge has given everything back. */
    void bringBack(boolean back) {
        isBack = back;
    }

    /** For the sampler: whether what the calls measured themselves since then counts. */
    boolean isMeasuredByLoops(long sinceNanos, long nowNanos) {
        return sinceNanos >= measuredFromNanos() && nowNanos <= Math.min(heldNanos, stoppedNanos);
    }

    /** For the sampler: whether what the far end has logged since then counts; its log lags behind. */
    boolean isMeasuredByFarEnd(long sinceNanos) {
        long fromNanos = measuredFromNanos();
        return sinceNanos - (fromNanos == beginNanos ? 0 : LOG_LAG_NANOS) >= fromNanos;
    }

    private long measuredFromNanos() {
        if (size.warmUpSeconds() == 0 && !size.hasSteps()) {
            return beginNanos;
        }
        long ramped = target < size.calls() ? NEVER : rampedNanos;
        return ramped == NEVER ? NEVER : ramped + TimeUnit.SECONDS.toNanos(size.warmUpSeconds());
    }
}
