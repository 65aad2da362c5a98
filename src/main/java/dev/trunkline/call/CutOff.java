package dev.trunkline.call;

/**
 * Where the conversation stood when a leg was lost. Immutable.
 *
 * @param said what the caller has heard, or will have when all sound that came is played, of the sentence that was cut
 * @param unsaid the rest of it, and the sentences that were announced behind it; "" when the agent had said all
 * @param resumption what the agent says to go on: the rest, beginning a little earlier, where it can be understood; "" when that is not
 *     known
 * @param unanswered what the caller said last, if the agent had not answered it yet, or might say to make it go on; "" for nothing
 */
public record CutOff(String said, String unsaid, String resumption, String unanswered) {

    /** Nobody was cut off; the agent owes an answer. */
    public static CutOff beforeAnswerTo(String unanswered) {
        return new CutOff("", "", "", unanswered);
    }

    /**
     * Divides a sentence.
     *
     * @param share how much of its sound was played, 0 to 1
     */
    static CutOff of(String text, double share) {
        int characters = (int) Math.min(text.length(), text.length() * share);
        int wordEnd = characters == text.length() ? characters : Math.max(0, text.lastIndexOf(' ', characters));
        return new CutOff(
                text.substring(0, wordEnd),
                text.substring(wordEnd).strip(),
                text.substring(clauseStart(text, wordEnd)).strip(),
                "");
    }

    /** Whether the agent had said nothing yet of what it owes. */
    boolean isBeforeAnswer() {
        return said.isEmpty() && unsaid.isEmpty();
    }

    /** With another sentence, of which nothing came. */
    CutOff and(String sentence) {
        return new CutOff(said, (unsaid + " " + sentence).strip(), (resumption + " " + sentence).strip(), unanswered);
    }

    /** Whole words, in proportion to the time. */
    static String heardPart(String text, long heardMillis, long spokenMillis) {
        if (heardMillis == 0 || spokenMillis == 0) {
            return "";
        }
        if (heardMillis >= spokenMillis) {
            return text;
        }
        int characters = (int) (text.length() * heardMillis / spokenMillis);
        int wordEnd = text.lastIndexOf(' ', characters);
        return wordEnd <= 0 ? "" : text.substring(0, wordEnd);
    }

    /** The same when more was to come, and nobody knows what: the agent is asked to go on, as by the caller. */
    CutOff openEnded() {
        return new CutOff(said, unsaid, "", BridgePhrases.GO_ON);
    }

    /** Whether a text is complete, by its end. */
    static boolean endsSentence(String text) {
        String words = text.strip();
        return !words.isEmpty() && ".!?…".indexOf(words.charAt(words.length() - 1)) >= 0;
    }

    /** Where the clause begins that {@code position}, or the last word before it, is in. */
    private static int clauseStart(String text, int position) {
        for (int i = Math.min(position, text.length() - 2); i > 0; i--) {
            if (Character.isWhitespace(text.charAt(i)) && ",;:.!?".indexOf(text.charAt(i - 1)) >= 0) {
                return i + 1;
            }
        }
        return 0;
    }
}
