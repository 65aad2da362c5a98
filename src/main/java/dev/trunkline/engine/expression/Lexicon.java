package dev.trunkline.engine.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which words speak of which topic, read from a table of this package. Immutable. */
final class Lexicon {

    private static final int SHORTEST_STEM = 3;

    private final Map<String, List<Sense>> words = new HashMap<>();
    private final Map<String, List<Sense>> stems = new HashMap<>();

    /** @param topics the words of each, separated by spaces: {@code word}, {@code word:0.4}, {@code stem*}, {@code two_words} */
    Lexicon(List<String> topics) {
        for (int topic = 0; topic < topics.size(); topic++) {
            for (String entry : topics.get(topic).split(" ", -1)) {
                add(entry, topic);
            }
        }
    }

    /**
     * One thing that a word can mean. Immutable.
     *
     * @param topic the place of the topic in its table
     * @param weight how much it means it, up to 1
     */
    record Sense(int topic, double weight) {}

    /** The columns of a table's rows; blank lines and those with {@code #} do not count. */
    static List<List<String>> rows(String resource) {
        try (InputStream file = Lexicon.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String entry, int topic) {
        String[] parts = entry.split(":", 2);
        double weight = parts.length == 2 ? Double.parseDouble(parts[1]) : 1;
        boolean isStem = parts[0].endsWith("*");
        String word = isStem ? parts[0].substring(0, parts[0].length() - 1) : parts[0].replace('_', ' ');
        Map<String, List<Sense>> place = isStem ? stems : words;
        place.computeIfAbsent(word, key -> new ArrayList<>()).add(new Sense(topic, weight));
    }

    /** What a word (lower case), or several with single spaces between, can mean; empty when nothing of ours. */
    List<Sense> senses(String word) {
        List<Sense> senses = new ArrayList<>(words.getOrDefault(word, List.of()));
        for (int length = SHORTEST_STEM; length <= word.length(); length++) {
            senses.addAll(stems.getOrDefault(word.substring(0, length), List.of()));
        }
        return senses;
    }
}
