package dev.trunkline.speech.normalization;

import java.util.EnumMap;
import java.util.Map;

/**
 * A text as a voice is given it. Immutable.
 *
 * @param text "" when there is nothing to be said
 * @param dropped how many characters of the original are not in it, by why
 */
public record Reading(String text, Map<Unspoken, Integer> dropped) {

    public Reading {
        dropped = Map.copyOf(dropped);
    }

    /** For voices that know many languages, and how to read amounts in them: long numbers are cut into single digits. */
    public static Reading forAnyVoice(String written) {
        Tally tally = new Tally();
        String text = Codes.inDigits(PlainText.of(written, tally));
        return tally.reading(written, hasWords(text) ? text : "");
    }

    /** For voices that know English words and nothing else: plain ASCII letters and punctuation, no digit. */
    public static Reading forEnglishVoice(String written) {
        Tally tally = new Tally();
        String text = EnglishText.of(PlainText.of(written, tally), tally);
        return tally.reading(written, hasWords(text) ? text : "");
    }

    private static boolean hasWords(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** Counts while a text is read. Confined to one reading. */
    static final class Tally {
        private final Map<Unspoken, Integer> dropped = new EnumMap<>(Unspoken.class);

        void add(Unspoken what, int characters) {
            if (characters > 0) {
                dropped.merge(what, characters, Integer::sum);
            }
        }

        private Reading reading(String written, String text) {
            if (text.isEmpty() && !written.isBlank()) {
                dropped.put(Unspoken.SENTENCE, 1);
            }
            return new Reading(text, dropped);
        }
    }
}
