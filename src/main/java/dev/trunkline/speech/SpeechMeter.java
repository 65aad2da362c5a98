package dev.trunkline.speech;

import dev.trunkline.speech.normalization.Unspoken;

/** Hears what voices leave out, and when they fail. Thread-safe; must not block. */
public interface SpeechMeter {

    /** Measures nothing. */
    SpeechMeter NONE = new SpeechMeter() {};

    /** {@code count} characters of a text, or the whole sentence, are not said. */
    default void unspoken(Unspoken what, int count) {}

    /** A voice failed with a sentence. */
    default void voiceFailed(Outcome outcome) {}

    /** What came of a failure. */
    enum Outcome {
        /** The same voice says it clause by clause. */
        SAID_IN_PARTS,
        /** Another voice says the sentence. */
        ANOTHER_SPOKE,
        /** Nobody says it; the client is told so. */
        LOST
    }
}
