package dev.trunkline.ai;

/**
 * What can be expected of a far end, whatever its dialect. Immutable.
 *
 * @param interruption who notices that the caller interrupts
 * @param speaksWordForWord whether {@link AiLeg#speak} is a promise
 */
public record FarEndTraits(Interruption interruption, boolean speaksWordForWord) {

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
