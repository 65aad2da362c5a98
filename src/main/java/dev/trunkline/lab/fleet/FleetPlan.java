package dev.trunkline.lab.fleet;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet is to do. Immutable.
 *
 * @param to the bridge's voice webhook
 * @param authToken signs webhooks and handshakes; null: unsigned
 * @param notes where the far end tells what it heard and said when; null: it does not
 * @param size how many calls for how long
 * @param seed of everything that callers do by chance
 * @param talkative whether callers speak, interrupt and press keys; else they only hold the line
 */
public record FleetPlan(
        URI to, @Nullable String authToken, @Nullable URI notes, Size size, long seed, boolean talkative) {

    private static final int MAX_CALLS = 10_000; // each is a descriptor here, two at the bridge
    private static final double MAX_RAMP = 1_000;
    private static final int MAX_SECONDS = 24 * 3_600;

    /**
     * How many calls for how long.
     *
     * @param calls up at the same time
     * @param rampPerSecond new calls a second
     * @param durationSeconds from when the last of {@code calls} has been placed
     * @param callSeconds mean length of a call, which varies by half; another one follows it. 0: calls last as long as the
     *     fleet
     * @param warmUpSeconds of the duration, which count for no latency: programs that have just begun are slow
     */
    public record Size(int calls, double rampPerSecond, int durationSeconds, int callSeconds, int warmUpSeconds) {
        public Size {
            require(calls >= 1 && calls <= MAX_CALLS, "calls must be 1 to " + MAX_CALLS);
            require(rampPerSecond > 0 && rampPerSecond <= MAX_RAMP, "ramp must be above 0, at most 1000 a second");
            require(durationSeconds >= 1 && durationSeconds <= MAX_SECONDS, "duration must be 1 to 86400 seconds");
            require(callSeconds >= 0 && callSeconds <= MAX_SECONDS, "call-length must be 0 to 86400 seconds");
            require(warmUpSeconds >= 0 && warmUpSeconds < durationSeconds, "warm-up must be shorter than the duration");
        }

        private static void require(boolean right, String otherwise) {
            if (!right) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }

    /** The same calls somewhere else, where nobody takes notes. */
    public FleetPlan at(URI otherUrl, int seconds) {
        int warmUpSeconds = Math.min(size.warmUpSeconds, seconds / 2);
        return new FleetPlan(
                otherUrl,
                null,
                null,
                new Size(size.calls, size.rampPerSecond, seconds, 0, warmUpSeconds),
                seed,
                talkative);
    }
}
