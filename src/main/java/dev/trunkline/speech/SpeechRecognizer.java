package dev.trunkline.speech;

/** Recognises what was said in one whole utterance. Thread-safe; slow, so never called on an event loop. */
public interface SpeechRecognizer {

    /** Understands one utterance. */
    Result recognize(Speech utterance);

    /**
     * Whether it hears many times faster than people speak, and at nobody's cost, so that it may be asked several times a second
     * what was said so far. Never blocks.
     */
    default boolean isQuick() {
        return false;
    }

    /**
     * What was understood. Immutable.
     *
     * @param text as the recognizer writes it: some write lower case without punctuation, some whole sentences; "" when
     *     nothing was understood
     * @param understood false when there was speech that fits nothing we know
     * @param certainty of the last words, as far as the recognizer can tell: 1 is sure, at 0 they may as well be others
     */
    record Result(String text, boolean understood, double certainty) {

        /** There was nothing in it. */
        public static final Result NOTHING = new Result("", true);

        /** Of a recognizer that is sure of what it understands. */
        public Result(String text, boolean understood) {
            this(text, understood, understood ? 1 : 0);
        }

        /** The words of a recognizer that knows no limits; when it found none, then nobody spoke. */
        public static Result words(String words) {
            String text = words.strip().replaceAll("\\s+", " ");
            return text.isEmpty() ? NOTHING : new Result(text, true);
        }
    }
}
