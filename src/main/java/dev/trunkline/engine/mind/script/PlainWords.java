package dev.trunkline.engine.mind.script;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was said, as it is compared word for word. */
final class PlainWords {

    private static final int MAX_CHARS = 20_000; // of what a caller says at once: a loop must not search megabytes

    /** What people say besides what they mean. */
    private static final Set<String> FILLERS =
            each("um uh er erm ah oh hm please hello hi hey well so just now actually ok okay yeah right like and but"
                    + " then kindly maybe basically sorry");

    private PlainWords() {}

    /** Lower case, words only, contractions in full. */
    static String of(String text) {
        return (text.substring(0, Math.min(text.length(), MAX_CHARS)) + " ")
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'')
                .replace("'m ", " am ")
                .replace("'re ", " are ")
                .replace("can't ", "can not ")
                .replace("won't ", "will not ")
                .replaceAll("(that|it|what|where|there|who|how|when|he|she)'s[ ,.?!]", "$1 is ")
                .replace("'s ", " is ")
                .replaceAll("n't[ ,.?!]", " not ")
                .replaceAll("[^a-z0-9 ]", " ")
                .replaceAll(" +", " ")
                .trim();
    }

    /** The words of a list with blanks. */
    static Set<String> each(String words) {
        return Set.of(words.split(" ", -1));
    }

    /** Whether {@code phrase} stands in {@code plain}, word for word. */
    static boolean contains(String plain, String phrase) {
        return (" " + plain + " ").contains(" " + phrase + " ");
    }

    /** Without the words that mean nothing; all of them when there are no others. */
    static String withoutFillers(String plain) {
        String rest = Stream.of(plain.split(" "))
                .filter(word -> !FILLERS.contains(word))
                .collect(Collectors.joining(" "));
        return rest.isEmpty() ? plain : rest;
    }

    /** How many words it has. */
    static int words(String plain) {
        return plain.isEmpty() ? 0 : plain.split(" ").length;
    }
}
