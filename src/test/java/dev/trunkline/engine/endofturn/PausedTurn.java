package dev.trunkline.engine.endofturn;

import dev.trunkline.speech.Speech;
import java.util.List;

/**
 * One turn of a caller, with the pauses in it. Immutable.
 *
 * @param question of the agent that it answers
 * @param heldOut whether nothing may be tuned on it
 */
public record PausedTurn(String question, List<Part> parts, boolean heldOut) {

    /**
     * What is said without a pause.
     *
     * @param words "" when they are not known
     * @param pauseMillis the silence before it; 0 for the first
     * @param sound at 8 kHz, without silence around it
     */
    public record Part(String words, int pauseMillis, Speech sound) {}

    public PausedTurn {
        parts = List.copyOf(parts);
    }

    public boolean isPaused() {
        return parts.size() > 1;
    }

    /** From its first sound to its last. */
    public long durationMillis() {
        return parts.stream()
                .mapToLong(part -> part.pauseMillis + part.sound.durationMillis())
                .sum();
    }
}
