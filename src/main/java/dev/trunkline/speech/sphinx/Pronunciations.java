package dev.trunkline.speech.sphinx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the words of a grammar are spoken: their lines of Sphinx's pronouncing dictionary, for all 134,000 would stay on the
 * heap. Immutable.
 *
 * @param lines each {@code word PH ON ES} or, for a word's second way, {@code word(2) PH ON ES}
 */
record Pronunciations(List<String> lines) {

    private static final String SILENCE = "SIL";

    /** Reads them out of a whole dictionary. */
    static Pronunciations read(InputStream dictionary, Set<String> words) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(dictionary, StandardCharsets.UTF_8))) {
            return new Pronunciations(
                    reader.lines().filter(line -> words.contains(word(line))).toList());
        }
    }

    private static String word(String line) {
        int end = 0;
        while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '(') {
            end++;
        }
        return line.substring(0, end);
    }

    /**
     * Every sound of the grammar's phrases with the sounds before and after it, as {@code sound before after}; a pause may
     * stand between any two words. Words that nobody can pronounce have none.
     */
    Set<String> triphones(PhraseGrammar grammar) {
        Map<String, List<List<String>>> ways = new HashMap<>();
        for (String line : lines) {
            List<String> columns = List.of(line.strip().split("\\s+"));
            ways.computeIfAbsent(word(line), unused -> new ArrayList<>()).add(columns.subList(1, columns.size()));
        }
        Set<String> triphones = new TreeSet<>();
        for (String phrase : grammar.phrases()) {
            List<String> words = PhraseGrammar.words(phrase);
            for (int i = 0; i < words.size(); i++) {
                Set<String> before = new TreeSet<>(Set.of(SILENCE));
                Set<String> after = new TreeSet<>(Set.of(SILENCE));
                if (i > 0) {
                    ways(ways, words.get(i - 1)).forEach(way -> before.add(way.get(way.size() - 1)));
                }
                if (i < words.size() - 1) {
                    ways(ways, words.get(i + 1)).forEach(way -> after.add(way.get(0)));
                }
                ways(ways, words.get(i)).forEach(way -> add(triphones, before, way, after));
            }
        }
        return triphones;
    }

    private static List<List<String>> ways(Map<String, List<List<String>>> ways, String word) {
        return ways.getOrDefault(word, List.of());
    }

    private static void add(Set<String> triphones, Set<String> before, List<String> way, Set<String> after) {
        for (int i = 0; i < way.size(); i++) {
            for (String left : i == 0 ? before : Set.of(way.get(i - 1))) {
                for (String right : i == way.size() - 1 ? after : Set.of(way.get(i + 1))) {
                    triphones.add(way.get(i) + " " + left + " " + right);
                }
            }
        }
    }
}
