package dev.trunkline.recording;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The words that a caller has to hear before he is recorded. Agents say them in one piece or sentence by sentence, with other
 * punctuation; what they say before counts for nothing. Confined to the call's loop.
 */
final class Consent {

    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int TRIES = 3;

    private final String all;
    private final boolean needsAgent;
    private String left;
    private int tries = 1;

    /** What became of a sentence. */
    enum Heard {
        /** It was none of these words, or not the last. */
        GO_ON,
        /** All of them were heard. */
        GIVEN,
        /** The caller interrupted them: they are to be said again. */
        AGAIN,
        /** He did so too often: he is not recorded. */
        REFUSED
    }

    /** @param needsAgent whether only an agent can say them */
    Consent(String words, boolean needsAgent) {
        this.needsAgent = needsAgent;
        this.all = letters(words);
        this.left = all;
    }

    private static String letters(String text) {
        return NO_LETTERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    boolean needsAgent() {
        return needsAgent;
    }

    /**
     * A sentence of the agent's is over.
     *
     * @param isWhole whether the caller heard all of it
     */
    Heard heard(String sentence, boolean isWhole) {
        String letters = letters(sentence);
        if (letters.isEmpty() || !(left.startsWith(letters) || letters.endsWith(left))) {
            return Heard.GO_ON;
        }
        if (isWhole) {
            left = letters.length() >= left.length() ? "" : left.substring(letters.length());
            return left.isEmpty() ? Heard.GIVEN : Heard.GO_ON;
        }
        left = all;
        return ++tries > TRIES ? Heard.REFUSED : Heard.AGAIN;
    }

    /** The agent that was to say them is gone: another one begins anew. */
    void begin() {
        left = all;
    }
}
