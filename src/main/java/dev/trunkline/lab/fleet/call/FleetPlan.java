package dev.trunkline.lab.fleet.call;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet is to do. Immutable.
 *
 * @param to the bridge's voice webhook
 * @param status the bridge's status callback, told when a call is over; null: nobody is
 * @param authToken signs webhooks and handshakes; null: unsigned
 * @param notes where the far end tells what it heard and said when; null: it does not
 * @param size how many calls for how long
 * @param seed of everything that callers do by chance
 * @param talkative whether callers speak, interrupt and press keys; else they only hold the line
 * @param counting whether they count aloud for a numbered far end instead, and a history is written of all that happens
 * @param truncating whether the far end marks where its answers begin and notes how much of them it is told was heard: phones
 *     look how much they have played then
 */
public record FleetPlan(
        URI to,
        @Nullable URI status,
        @Nullable String authToken,
        @Nullable URI notes,
        Size size,
        long seed,
        boolean talkative,
        boolean counting,
        boolean truncating) {

    private static final int MAX_CALLS = 10_000; // each is a descriptor here, two at the bridge
    private static final int MAX_TOTAL = 10_000_000; // what callers' numbers tell apart
    private static final double MAX_RAMP = 1_000;
    private static final int MAX_SECONDS = 24 * 3_600;

    /** Without the token. */
    @Override
    public String toString() {
        return "FleetPlan[" + to + ", " + size + "]";
    }

    /**
     * How many calls for how long.
     *
     * @param calls up at the same time
     * @param rampPerSecond new calls a second
     * @param durationSeconds from when the last of {@code calls} has been placed
     * @param callSeconds mean length of a call, which varies by half; another one follows it. 0: calls last as long as the
     *     fleet
     * @param warmUpSeconds of the duration, which count for no latency: programs that have just begun are slow
     * @param totalCalls after which no more are placed, and the fleet is over with the last; 0: the duration decides
     * @param firstCalls so many first, for {@code durationSeconds}, before there are {@code calls}: memory is compared
     *     between the two; 0: all at once
     * @param settleSeconds after the last call, at most, for the bridge to give back what it holds
     */
    public record Size(
            int calls,
            double rampPerSecond,
            int durationSeconds,
            int callSeconds,
            int warmUpSeconds,
            int totalCalls,
            int firstCalls,
            int settleSeconds) {
        public Size {
            require(calls >= 1 && calls <= MAX_CALLS, "calls must be 1 to " + MAX_CALLS);
            require(rampPerSecond > 0 && rampPerSecond <= MAX_RAMP, "ramp must be above 0, at most 1000 a second");
            require(durationSeconds >= 1 && durationSeconds <= MAX_SECONDS, "duration must be 1 to 86400 seconds");
            require(callSeconds >= 0 && callSeconds <= MAX_SECONDS, "call-length must be 0 to 86400 seconds");
            require(warmUpSeconds >= 0 && warmUpSeconds < durationSeconds, "warm-up must be shorter than the duration");
            require(
                    totalCalls == 0 || (totalCalls >= calls && totalCalls < MAX_TOTAL),
                    "total must be at least the calls at once, and below " + MAX_TOTAL);
            require(firstCalls >= 0 && firstCalls < calls, "steps must go up");
            require(firstCalls == 0 || callSeconds == 0, "steps needs calls that last: no call-length");
            require(settleSeconds >= 0 && settleSeconds <= MAX_SECONDS, "settle must be 0 to 86400 seconds");
        }

        /** Calls that are placed once, until the duration is over. */
        public Size(int calls, double rampPerSecond, int durationSeconds, int callSeconds, int warmUpSeconds) {
            this(calls, rampPerSecond, durationSeconds, callSeconds, warmUpSeconds, 0, 0, 0);
        }

        private static void require(boolean right, String otherwise) {
            if (!right) {
                throw new IllegalArgumentException(otherwise);
            }
        }

        public boolean hasSteps() {
            return firstCalls > 0;
        }

        public boolean isReplacing() {
            return callSeconds > 0;
        }
    }

    /** Callers who speak, and nobody who is told of their calls' ends. */
    public FleetPlan(URI to, @Nullable String authToken, @Nullable URI notes, Size size, long seed, boolean talkative) {
        this(to, null, authToken, notes, size, seed, talkative, false, false);
    }

    /** Callers who count no words. */
    public FleetPlan(
            URI to,
            @Nullable URI status,
            @Nullable String authToken,
            @Nullable URI notes,
            Size size,
            long seed,
            boolean talkative) {
        this(to, status, authToken, notes, size, seed, talkative, false, false);
    }

    /** The same with callers who count. */
    public FleetPlan withCountingCallers() {
        return new FleetPlan(to, status, authToken, notes, size, seed, true, true, truncating);
    }

    /** The same with a far end that notes what it is told was heard. */
    public FleetPlan withTruncations() {
        return new FleetPlan(to, status, authToken, notes, size, seed, talkative, counting, notes != null);
    }

    /** The same calls somewhere else, where nobody takes notes. */
    public FleetPlan at(URI otherUrl, int seconds) {
        int warmUpSeconds = Math.min(size.warmUpSeconds, seconds / 2);
        Size other = new Size(size.calls, size.rampPerSecond, seconds, 0, warmUpSeconds);
        return new FleetPlan(otherUrl, null, null, other, seed, talkative);
    }

    /** As many calls as this begins with, for so long, without any measuring: after it a bridge is warm. */
    public FleetPlan rehearsal(int seconds) {
        int calls = size.hasSteps() ? size.firstCalls : size.calls;
        Size other = new Size(calls, size.rampPerSecond, seconds, size.callSeconds, 0);
        return new FleetPlan(to, status, authToken, null, other, seed, talkative);
    }
}
