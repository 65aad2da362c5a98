package dev.trunkline.call;

/**
 * Where the agent was when its leg was lost in mid-sentence. Immutable.
 *
 * @param said what the caller has heard, or will have when all sound that came is played
 * @param unsaid what remains of the sentences that were announced; begins a little earlier, where it can be understood
 */
record CutOff(String said, String unsaid) {

    /** Slower than agents speak: nothing is left out, and a few words may be said again. */
    private static final int CHARACTERS_PER_SECOND = 12;

    /** How long a sentence probably takes. */
    static long expectedMillis(String text) {
        return text.length() * 1_000L / CHARACTERS_PER_SECOND;
    }

    /**
     * Divides a sentence.
     *
     * @param soundMillis how much of its sound has come
     */
    static CutOff of(String text, long soundMillis) {
        int characters = (int) Math.min(text.length(), soundMillis * CHARACTERS_PER_SECOND / 1_000);
        int wordEnd = characters == text.length() ? characters : Math.max(0, text.lastIndexOf(' ', characters));
        return new CutOff(
                text.substring(0, wordEnd),
                text.substring(clauseStart(text, wordEnd)).strip());
    }

    /** With another sentence, of which nothing came. */
    CutOff and(String sentence) {
        return new CutOff(said, (unsaid + " " + sentence).strip());
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
