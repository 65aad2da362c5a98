package dev.trunkline.lab.farend;

/** How a dialect writes what a {@link CannedSpeaker} says. Confined to the chat's loop; flushes nothing. */
interface Tongue {

    /** A new answer, counted from 0 in its chat. */
    void begin(int answer);

    /** The next half second of it. */
    void chunk();

    /** That was all of it. */
    void end();

    /** No more of it will come. */
    default void breakOff() {}

    /** From the next chunk on it says what nobody can play. */
    void speakRubbish();
}
