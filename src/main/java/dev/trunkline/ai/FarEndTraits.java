package dev.trunkline.ai;

/**
 * What can be expected of a far end, whatever its dialect. Immutable.
 *
 * @param interruption who notices that the caller interrupts
 * @param speaksWordForWord whether {@link AiLeg#speak} is a promise
 * @param remembers whether a leg that goes on with a conversation knows what was said in it, also since it was opened
 */
public record FarEndTraits(Interruption interruption, boolean speaksWordForWord, boolean remembers) {

    /** Of one that remembers nothing. */
    public FarEndTraits(Interruption interruption, boolean speaksWordForWord) {
        this(interruption, speaksWordForWord, false);
    }

    /** Who notices that the caller interrupts. */
    public enum Interruption {
        /** The far end, and stops speaking. */
        ANNOUNCED,
        /** Our side of the leg, by what the far end tells of the caller; the far end is told to stop. */
        OURS,
        /** Nobody: it listens while it speaks, and sends its sound at the pace of speech; nothing is ever dropped. */
        NONE
    }
}
