package dev.trunkline.engine.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The six categories of rudeness that Hume's language model names, and their words. */
final class Toxicity {

    private static final List<List<String>> ROWS = Lexicon.rows("toxicity.tsv");

    static final List<String> NAMES = ROWS.stream().map(row -> row.get(0)).toList();
    static final Lexicon LEXICON =
            new Lexicon(ROWS.stream().map(row -> row.get(1)).toList());

    private Toxicity() {}

    static Map<String, Double> scores(double[] evidence) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < evidence.length; i++) {
            scores.put(NAMES.get(i), Affect.rounded(Affect.belief(evidence[i])));
        }
        return Collections.unmodifiableMap(scores);
    }
}
