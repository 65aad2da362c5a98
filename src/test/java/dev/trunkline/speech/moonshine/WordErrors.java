package dev.trunkline.speech.moonshine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts wrong words as is usual: after case, marks, contractions, digits and words written together are made alike. */
final class WordErrors {

    private static final Map<String, String> ALIKE = Map.ofEntries(
            Map.entry("i'm", "i am"),
            Map.entry("you're", "you are"),
            Map.entry("that's", "that is"),
            Map.entry("i'd", "i would"),
            Map.entry("you'd", "you would"),
            Map.entry("log in", "login"),
            Map.entry("voice mail", "voicemail"),
            Map.entry("mail box", "mailbox"),
            Map.entry("touch tone", "touchtone"),
            Map.entry("key words", "keywords"),
            Map.entry("file name", "filename"),
            Map.entry("re entered", "reentered"),
            Map.entry("re enter", "reenter"),
            Map.entry("re record", "rerecord"),
            Map.entry("voiceover", "voice over"));
    private static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    private int wrong;
    private int words;

    void count(String said, String heard) {
        List<String> reference = words(said);
        words += reference.size();
        wrong += distance(reference, words(heard));
    }

    int words() {
        return words;
    }

    /** Of all words, in per cent. */
    double percent() {
        return 100.0 * wrong / words;
    }

    private static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replace("*", " star ")
                .replace("#", " pound ")
                .replaceAll("[^a-z0-9' ]", " ")
                .replaceAll("(?<=[0-9])(?=[0-9])", " ")
                .replaceAll("\\s+", " ");
        plain = " " + plain.strip() + " ";
        for (int digit = 0; digit < DIGITS.size(); digit++) {
            plain = plain.replace(" " + digit + " ", " " + DIGITS.get(digit) + " ")
                    .replace(" " + digit + " ", " " + DIGITS.get(digit) + " ");
        }
        for (Map.Entry<String, String> each : ALIKE.entrySet()) {
            plain = plain.replace(" " + each.getKey() + " ", " " + each.getValue() + " ");
        }
        return Arrays.asList(plain.strip().replace("'", "").split(" "));
    }

    /** Words put in, left out or changed (Levenshtein). */
    private static int distance(List<String> said, List<String> heard) {
        int[] before = new int[heard.size() + 1];
        Arrays.setAll(before, j -> j);
        for (int i = 1; i <= said.size(); i++) {
            int[] now = new int[heard.size() + 1];
            now[0] = i;
            for (int j = 1; j <= heard.size(); j++) {
                int changed = before[j - 1] + (said.get(i - 1).equals(heard.get(j - 1)) ? 0 : 1);
                now[j] = Math.min(changed, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[heard.size()];
    }
}
