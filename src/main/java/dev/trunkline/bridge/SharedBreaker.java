package dev.trunkline.bridge;

import dev.trunkline.ai.Breaker;
import dev.trunkline.continuity.FarEndOpinions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A breaker that also heeds what other nodes have found out: while one of them says that the far end is out, and this node has not
 * reached it itself of late, one attempt at a time is made until one gets through. A node that is wrong, because it is cut off
 * alone, costs the others that one attempt, for which their callers wait; nobody is turned away before it has come to nothing here,
 * too. Thread-safe.
 */
public final class SharedBreaker implements Breaker {

    /** How long one's own experience counts more than what others say, and theirs without being said again. */
    public static final Duration VALID = Duration.ofSeconds(10);

    private final Breaker own;
    private final String farEnd;
    private final FarEndOpinions opinions;
    private final LongSupplier clockNanos;
    private final AtomicBoolean tried = new AtomicBoolean(); // an attempt that finds out is under way
    private volatile boolean isConfirmed; // such an attempt came to nothing
    private volatile @Nullable Long reachedNanos;

    /**
     * Asks {@code own} first.
     *
     * @param farEnd what nodes call it among themselves
     * @param clockNanos monotonic
     */
    public SharedBreaker(Breaker own, String farEnd, FarEndOpinions opinions, LongSupplier clockNanos) {
        this.own = own;
        this.farEnd = farEnd;
        this.opinions = opinions;
        this.clockNanos = clockNanos;
    }

    /** For whoever watches {@code own}: it has opened, again perhaps, or closed. */
    public static void tell(FarEndOpinions opinions, String farEnd, boolean isOut) {
        opinions.tell(farEnd, isOut, VALID);
    }

    @Override
    public @Nullable Permit ask() {
        boolean findsOut = isDoubted();
        if (!findsOut) {
            isConfirmed = false;
        }
        if (findsOut && !tried.compareAndSet(false, true)) {
            return null;
        }
        Permit given = own.ask();
        if (given == null && findsOut) {
            tried.set(false);
        }
        return given == null ? null : new Heeded(given, findsOut);
    }

    private boolean isDoubted() {
        return !hasReachedLately() && opinions.isBrokenForOthers(farEnd);
    }

    private boolean hasReachedLately() {
        Long last = reachedNanos;
        return last != null && clockNanos.getAsLong() - last < VALID.toNanos();
    }

    @Override
    public State state() {
        State known = own.state();
        return known == State.CLOSED && isDoubted() ? State.HALF_OPEN : known;
    }

    @Override
    public boolean lets() {
        return own.lets() && !(isDoubted() && isConfirmed && tried.get());
    }

    @Override
    public void onUseless() {
        own.onUseless();
    }

    private final class Heeded implements Permit {
        private final Permit given;
        private final boolean findsOut;

        Heeded(Permit given, boolean findsOut) {
            this.given = given;
            this.findsOut = findsOut;
        }

        private void over() {
            if (findsOut) {
                tried.set(false);
            }
        }

        @Override
        public void reached() {
            reachedNanos = clockNanos.getAsLong();
            given.reached();
            over();
        }

        @Override
        public void missed() {
            isConfirmed = findsOut;
            given.missed();
            over();
        }

        @Override
        public void denied() {
            isConfirmed = findsOut;
            given.denied();
            over();
        }

        @Override
        public void turnedAway() {
            reachedNanos = clockNanos.getAsLong(); // it is there, and full
            given.turnedAway();
            over();
        }

        @Override
        public void calledOff() {
            given.calledOff();
            over();
        }
    }
}
