package dev.trunkline.ai;

import java.util.concurrent.TimeUnit;

/**
 * When the next connection to a far end may be made. While all is well it takes so many a second, and many at once; after an
 * outage far fewer and one by one, so that it is not run over by everybody who has waited for it: whoever comes late to his place, as
 * all do when the process stood still, makes those behind him later. Thread-safe.
 */
public final class ConnectPace {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long USUAL_BURST_NANOS =
            3 * SECOND_NANOS / 2; // what was not used of the last one and a half seconds

    /** How long a far end that is back is treated with care. */
    static final long GENTLE_NANOS = 30 * SECOND_NANOS;

    private final long usualNanos;
    private final long gentleNanos;
    private boolean begun;
    private long nextNanos; // the next place
    private long slipNanos; // by how much all places are later than they say
    private long gentleFromNanos; // the first place after the outage
    private boolean gentle;
    private long gentleUntilNanos;

    /**
     * A far end that nobody has called yet.
     *
     * @param usualPerSecond connections in ordinary times
     * @param gentlePerSecond how many may arrive in any second of the half minute after an outage
     */
    public ConnectPace(int usualPerSecond, int gentlePerSecond) {
        this.usualNanos = SECOND_NANOS / usualPerSecond;
        long evenNanos = SECOND_NANOS / Math.min(usualPerSecond, gentlePerSecond);
        // Some take longer to arrive: all who are back send what was said meanwhile, and the far end reads that first.
        this.gentleNanos = evenNanos + evenNanos / 4;
    }

    /**
     * Takes the next place in the queue, to be given to {@link #waitNanos}.
     *
     * @param nowNanos the clock of the call's loop
     */
    synchronized long reserve(long nowNanos) {
        long earliestNanos = nowNanos - slipNanos - (isGentle(nowNanos) ? 0 : USUAL_BURST_NANOS);
        if (!begun || nextNanos - earliestNanos < 0) {
            begun = true;
            nextNanos = earliestNanos;
        }
        long placeNanos = nextNanos;
        nextNanos += gentle ? gentleNanos : usualNanos;
        return placeNanos;
    }

    /**
     * How long whoever has a place must still wait, in ns: to be asked again then, for it may have become later. At 0 he connects, and
     * does not ask again.
     */
    synchronized long waitNanos(long placeNanos, long nowNanos) {
        long lateNanos = nowNanos - slipNanos - placeNanos;
        if (lateNanos > 0 && isGentle(nowNanos) && placeNanos - gentleFromNanos >= 0) {
            slipNanos += lateNanos;
        }
        return Math.max(0, -lateNanos);
    }

    private boolean isGentle(long nowNanos) {
        gentle = gentle && nowNanos - gentleUntilNanos < 0;
        return gentle;
    }

    /** It is back. */
    synchronized void afterOutage(long nowNanos) {
        gentle = true;
        gentleUntilNanos = nowNanos + GENTLE_NANOS;
        begun = true;
        nextNanos = nowNanos - slipNanos + gentleNanos; // the one that found out was the first
        gentleFromNanos = nextNanos;
    }
}
