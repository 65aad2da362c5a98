package dev.trunkline.speech;

/** Recognises what was said in one whole utterance. Thread-safe; slow, so never called on an event loop. */
public interface Ears {

    /** Understands one utterance. */
    Heard listen(Speech utterance);

    /**
     * What was understood. Immutable.
     *
     * @param text lower case, no punctuation; "" when nothing was understood
     * @param understood false when there was speech that fits nothing we know
     */
    record Heard(String text, boolean understood) {}
}
