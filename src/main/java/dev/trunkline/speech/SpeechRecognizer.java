package dev.trunkline.speech;

/** Recognises what was said in one whole utterance. Thread-safe; slow, so never called on an event loop. */
public interface SpeechRecognizer {

    /** Understands one utterance. */
    Heard listen(Speech utterance);

    /**
     * What was understood. Immutable.
     *
     * @param text as the recogniser writes it: some write lower case without punctuation, some whole sentences; "" when
     *     nothing was understood
     * @param understood false when there was speech that fits nothing we know
     */
    record Heard(String text, boolean understood) {

        /** There was nothing in it. */
        public static final Heard NOTHING = new Heard("", true);

        /** The words of a recogniser that knows no limits; when it found none, then nobody spoke. */
        public static Heard words(String words) {
            String text = words.strip().replaceAll("\\s+", " ");
            return text.isEmpty() ? NOTHING : new Heard(text, true);
        }
    }
}
