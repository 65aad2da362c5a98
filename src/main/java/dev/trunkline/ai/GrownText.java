package dev.trunkline.ai;

/** What is said and grows piece by piece: whoever talks without end fills no memory. */
public final class GrownText {

    /** More of one message is not kept: some twenty minutes of speech. */
    public static final int MOST_CHARACTERS = 20_000;

    private GrownText() {}

    /** The text with what follows it, as far as that is kept. */
    public static String of(String text, String more) {
        return text + fitting(text.length(), more);
    }

    /**
     * What of a piece still fits.
     *
     * @param characters how many there are before it
     */
    public static String fitting(int characters, String more) {
        int room = Math.max(0, MOST_CHARACTERS - characters);
        if (more.length() <= room) {
            return more;
        }
        boolean cutsACharacter = room > 0 && Character.isHighSurrogate(more.charAt(room - 1)); // no half of one is text
        return more.substring(0, cutsACharacter ? room - 1 : room);
    }
}
