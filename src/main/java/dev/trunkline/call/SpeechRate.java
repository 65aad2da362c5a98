package dev.trunkline.call;

/** How fast the agent speaks: learned from the sentences that were heard to their end. Confined to the call's loop. */
final class SpeechRate {

    /** Less silence at the end of what has come is no end of a sentence: a clause ends so, too. */
    private static final double QUIET_END_SHARE = 0.7;

    // Slower than agents speak, and soon outweighed: of an unknown voice nothing is left out, and words may be said
    // again.
    private long characters = 12;
    private long millis = 1_000;

    /** A sentence was as long as this. */
    void learn(String text, long soundMillis) {
        if (soundMillis > 0) {
            characters += text.length();
            millis += soundMillis;
        }
    }

    /**
     * How long a sentence will have been, in ms, of which more sound may come.
     *
     * @param cameMillis how much has come
     * @param endsQuietly whether that ends in silence, as sentences do
     * @return {@code cameMillis} when that is probably all
     */
    long wholeMillis(String text, long cameMillis, boolean endsQuietly) {
        long expectedMillis = text.length() * millis / characters;
        boolean whole = cameMillis >= (endsQuietly ? QUIET_END_SHARE : 1) * expectedMillis;
        return whole ? cameMillis : expectedMillis;
    }
}
