package dev.trunkline.lab.fleet.call;

/** Is told what happens on one stream. Confined to the call's loop. */
interface StreamTrace {

    /** For streams of which no history is written. */
    StreamTrace NONE = new StreamTrace() {};

    /** The stream stands. */
    default void onOpen(long nowNanos) {}

    /** A frame of the caller's was sent. */
    default void onSent(long nowNanos) {}

    /** Sound has come that begins to be played then. */
    default void onMedia(long playedNanos, StreamScanner media) {}

    /** Which turn of which chat the sound is that came last; always the same where that cannot be heard. */
    default int turn() {
        return 0;
    }

    /** The phone was cleared. */
    default void onClear(long nowNanos) {}

    /** The stream is over. */
    default void onEnd(long nowNanos) {}

    /** How many numbered words were said until now, on earlier streams of the call as well. */
    default int words() {
        return 0;
    }
}
