package dev.trunkline.speech;

/** Turns text into speech. Thread-safe; slow, so never called on an event loop. */
public interface Voice {

    /**
     * Speaks one sentence or a few.
     *
     * @param text plain English text; what cannot be spoken is skipped
     */
    Speech say(String text);

    /**
     * The same speaker, or another of the same house.
     *
     * @param name as configs and sessions give it; unknown names get this voice
     */
    default Voice named(String name) {
        return this;
    }

    /** Whether {@link #named} gives another voice than the usual one, or the usual one by its name; never blocks. */
    default boolean knows(String name) {
        return true;
    }

    /** What every {@link Speech} of this voice has. */
    int sampleRateHz();
}
