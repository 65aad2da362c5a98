package dev.trunkline.speech.bargein;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What words mean that a caller says over the agent, in one language. Immutable.
 *
 * @param backchannels what listeners say to show that they listen: lower-case, without punctuation
 * @param thinking sounds of somebody who has not said anything yet: of the same kind
 * @param wishes what begins, or is, an interruption: of the same kind
 */
public record OverlapWords(Set<String> backchannels, Set<String> thinking, Set<String> wishes) {

    private static final int LONGEST_PHRASE = 3; // words

    public OverlapWords {
        backchannels = Set.copyOf(backchannels);
        thinking = Set.copyOf(thinking);
        wishes = Set.copyOf(wishes);
    }

    /** What was heard so far. */
    public enum Meaning {
        /** The recognizer has said nothing yet. */
        UNHEARD,
        /** Nobody spoke, as far as the recognizer can tell. */
        NOTHING,
        /** Speech that the recognizer does not understand. */
        UNCLEAR,
        BACKCHANNEL,
        /** One word that may be part of anything. */
        WORD,
        /** Words that the agent should hear. */
        WISH
    }

    /** Words and phrases that are listed with commas. */
    public static Set<String> listed(String words) {
        return Set.of(words.split(", ", -1));
    }

    /**
     * Judges words.
     *
     * @param text as the recognizer writes it
     * @param understood whether it knows what was said, else it guesses
     */
    public Meaning of(String text, boolean understood) {
        List<String> words = words(text);
        if (words.isEmpty()) {
            return understood ? Meaning.NOTHING : Meaning.UNCLEAR;
        }
        Meaning meaning = of(words);
        return understood || meaning == Meaning.BACKCHANNEL ? meaning : Meaning.UNCLEAR; // a guess is no wish
    }

    /** Whether nothing is said yet by these words but that somebody thinks, or clears the throat. */
    public boolean isThinking(String text) {
        List<String> words = words(text);
        return !words.isEmpty() && thinking.containsAll(words);
    }

    private Meaning of(List<String> words) {
        int others = 0; // that are no backchannels
        int at = 0;
        while (at < words.size()) {
            if (length(words, at, wishes) > 0) {
                return Meaning.WISH;
            }
            int length = Math.max(length(words, at, backchannels), length(words, at, thinking));
            others += length == 0 && !isLetter(words.get(at)) ? 1 : 0;
            at += Math.max(1, length);
        }
        return switch (others) {
            case 0 -> Meaning.BACKCHANNEL;
            case 1 -> Meaning.WORD;
            default -> Meaning.WISH;
        };
    }

    /** Nobody interrupts with one: it is what ears make of a sound, as "I. B." of "I see". */
    private static boolean isLetter(String word) {
        return word.length() == 1 && Character.isLetter(word.charAt(0));
    }

    /** How many words from there on are a phrase of the set; 0 when none is. */
    private static int length(List<String> words, int at, Set<String> phrases) {
        for (int length = Math.min(LONGEST_PHRASE, words.size() - at); length > 0; length--) {
            if (phrases.contains(String.join(" ", words.subList(at, at + length)))) {
                return length;
            }
        }
        return 0;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toList());
    }
}
