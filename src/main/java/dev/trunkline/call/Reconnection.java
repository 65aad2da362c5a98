package dev.trunkline.call;

import dev.trunkline.ai.AiLoss;
import java.util.SplittableRandom;

/**
 * Whether and when a lost AI is called again: at once, then after growing pauses with full jitter, inside a window.
 * Confined to the call's loop.
 */
final class Reconnection {

    private static final long[] PAUSE_MILLIS = {0, 250, 1_000, 2_000};

    private final SplittableRandom jitter;
    private final CallPolicy policy;

    Reconnection(CallPolicy policy, long seed) {
        this.policy = policy;
        this.jitter = new SplittableRandom(seed);
    }

    /**
     * Decides.
     *
     * @param everReady whether this call has talked with the AI before
     * @param sinceNanos when the trouble began
     * @return the pause before the next try in ns, or -1 to give up
     */
    long pauseNanos(AiLoss.Kind kind, boolean everReady, int tries, long sinceNanos, long nowNanos) {
        long windowNanos = everReady ? policy.reconnectWindowNanos() : policy.firstConnectWindowNanos();
        boolean worthTrying = switch (kind) {
            case DROPPED, BUSY, DURATION_LIMIT, RESUME_FAILED -> nowNanos - sinceNanos < windowNanos;
            case GOODBYE, REFUSED, INACTIVE -> false;
        };
        if (!worthTrying) {
            return -1;
        }
        long mostMillis = PAUSE_MILLIS[Math.min(tries, PAUSE_MILLIS.length - 1)];
        return mostMillis == 0 ? 0 : jitter.nextLong(mostMillis / 2, mostMillis + 1) * 1_000_000;
    }
}
