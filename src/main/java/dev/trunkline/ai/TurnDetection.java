package dev.trunkline.ai;

import org.jspecify.annotations.Nullable;

/**
 * How a far end finds out that the caller has finished, as far as it can be told. Immutable.
 *
 * @param silenceMillis of silence that end a turn, or null for its own
 * @param threshold how sure it has to be that somebody speaks, 0 to 1, or null for its own
 * @param eagerness low, medium, high or auto, of {@link Mode#SEMANTIC_VAD}; null for its own
 * @param weDecideInterruptions whether our side of the leg decides what interrupts the agent, where the far end lets us
 */
public record TurnDetection(
        Mode mode,
        @Nullable Integer silenceMillis,
        @Nullable Double threshold,
        @Nullable String eagerness,
        boolean weDecideInterruptions) {

    /** What the far end does by itself. */
    public static final TurnDetection USUAL = new TurnDetection(Mode.USUAL, null, null, null, false);

    /** By what it finds out. */
    public enum Mode {
        /** As it does by itself. */
        USUAL,
        /** By silence. */
        SERVER_VAD,
        /** By what was said, too. */
        SEMANTIC_VAD
    }
}
