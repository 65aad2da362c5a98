package dev.trunkline.engine.plan;

import dev.trunkline.engine.wire.Bounds;

/**
 * How long a chat may last and be silent. Immutable.
 *
 * @param inactivityMillis without a user message, then E0714; 120 s by default
 * @param maxDurationMillis of a chat, then E0715; 1,800 s by default
 * @param nudgeAfterMillis of silence on both sides, then the agent asks whether anybody is there; 0 for never, which is
 *     the default. Unless it is 0, the model is also asked, after 1.2 s, whether it has something to say about a temporary context
 * @param maxNudges in a row; 2 by default
 */
public record ChatLimits(long inactivityMillis, long maxDurationMillis, long nudgeAfterMillis, int maxNudges) {

    public ChatLimits {
        Bounds.check(inactivityMillis, 1, 1_800_000, "inactivity limit");
        Bounds.check(maxDurationMillis, 1, 1_800_000, "maximum duration");
        Bounds.check(nudgeAfterMillis, 0, 1_800_000, "nudge interval");
        Bounds.check(maxNudges, 0, 100, "number of nudges");
    }

    public static ChatLimits defaults() {
        return new ChatLimits(120_000, 1_800_000, 0, 2);
    }
}
