package dev.trunkline.call;

import dev.trunkline.ai.AiLoss;
import java.util.SplittableRandom;

/**
 * Whether and when a lost AI is called again: at once, then after growing pauses with jitter, inside a window. An AI that
 * comes and goes at short intervals is still the same trouble, so that it does not go on for ever. Confined to the call's
 * loop.
 */
final class Reconnection {

    private static final long[] PAUSE_MILLIS = {0, 250, 1_000, 2_000};
    private static final long STEADY_NANOS = 10_000_000_000L; // an AI that stayed so long has got over its trouble

    private final SplittableRandom jitter;
    private final CallPolicy.ReconnectPolicy policy;
    private boolean everReady;
    private boolean ready;
    private long sinceNanos; // since when it is ready, or missing
    private long troubleNanos; // since when it does not stay
    private int failures;
    private boolean closedBefore; // by the AI, in good order, since the last steady time

    Reconnection(CallPolicy.ReconnectPolicy policy, long seed, long nowNanos) {
        this.policy = policy;
        this.jitter = new SplittableRandom(seed);
        this.sinceNanos = nowNanos;
        this.troubleNanos = nowNanos;
    }

    /** Whether this call has talked with the AI before. */
    boolean everReady() {
        return everReady;
    }

    /** For how long nobody has heard the caller, in ns; 0 while somebody does. */
    long missingNanos(long nowNanos) {
        return ready ? 0 : nowNanos - sinceNanos;
    }

    /**
     * Whether that is as long as anybody waits while no AI can be reached by any call. Who is new and was called for in vain waits half
     * as long: whoever rings a moment later is not let wait at all.
     *
     * @param isKnown whether the caller has talked with the AI before, on this stream or on an earlier one
     */
    boolean isOutageOver(boolean isKnown, long nowNanos) {
        boolean hasCalledInVain = !isKnown && failures > 0;
        return missingNanos(nowNanos) >= (hasCalledInVain ? policy.outageNanos() / 2 : policy.outageNanos());
    }

    /** The AI hears us, or goes on hearing us on another leg; tells how long it was missing, in ns. */
    long onReady(long nowNanos) {
        long missingNanos = missingNanos(nowNanos);
        if (!ready) {
            everReady = true;
            ready = true;
            sinceNanos = nowNanos;
        }
        return missingNanos;
    }

    /**
     * The AI was lost, or could not be reached.
     *
     * @param anythingSaid whether anybody said anything while it was there
     * @param idleNanos how long it had done no work, in ns, if it stalled
     * @return the pause before the next try in ns, or -1 to give up
     */
    long onLost(AiLoss.Kind kind, boolean anythingSaid, long idleNanos, long nowNanos) {
        // For as long as one that stalled did nothing, it was no better than one that went.
        long uselessNanos = kind == AiLoss.Kind.STALLED ? idleNanos : 0;
        if (ready && nowNanos - sinceNanos - uselessNanos >= STEADY_NANOS) {
            failures = 0;
            closedBefore = false;
        }
        if (everReady && failures == 0) {
            troubleNanos = nowNanos;
        }
        if (ready) {
            ready = false;
            sinceNanos = nowNanos;
        }
        long windowNanos = everReady ? policy.windowNanos() : policy.firstWindowNanos();
        boolean worthTrying = switch (kind) {
            case DROPPED, BUSY, DURATION_LIMIT, RESUME_FAILED, STALLED -> nowNanos - troubleNanos < windowNanos;
            // Who closes twice, with not a word between, means it.
            case CLOSED -> (anythingSaid || !closedBefore) && nowNanos - troubleNanos < windowNanos;
            case GOODBYE, REFUSED, DENIED, INACTIVE -> false;
        };
        closedBefore |= kind == AiLoss.Kind.CLOSED;
        if (!worthTrying) {
            return -1;
        }
        long mostMillis = PAUSE_MILLIS[Math.min(failures++, PAUSE_MILLIS.length - 1)];
        return mostMillis == 0 ? 0 : jitter.nextLong(mostMillis / 2, mostMillis + 1) * 1_000_000;
    }
}
