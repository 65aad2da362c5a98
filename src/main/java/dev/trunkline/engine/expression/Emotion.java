package dev.trunkline.engine.expression;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One of the names that are scored: a place on two axes, and what its voice does. Immutable.
 *
 * @param index its place among {@link #ALL}
 * @param label its name on the wire
 * @param isVocal one of the 48 of the voice; the language model knows five more
 * @param valence how pleasant it is, -1..1
 * @param arousal how excited, -1..1
 * @param rise whether its voice goes up or down, -1..1
 * @param hesitation whether it pauses or has no time to, -1..1
 * @param shown how readily a voice shows it, 0..1; words can name what it does not
 */
record Emotion(
        int index,
        String label,
        boolean isVocal,
        double valence,
        double arousal,
        double rise,
        double hesitation,
        double shown) {

    private static final List<List<String>> ROWS = Lexicon.rows("emotions.tsv");
    private static final int WORDS = 6;

    static final List<Emotion> ALL =
            ROWS.stream().map(row -> read(ROWS.indexOf(row), row)).toList();

    /** The 48, in EVI's order. */
    static final List<Emotion> VOCAL = ALL.stream().filter(Emotion::isVocal).toList();

    static final Lexicon LEXICON =
            new Lexicon(ROWS.stream().map(row -> row.get(WORDS)).collect(Collectors.toList()));

    private static Emotion read(int index, List<String> row) {
        String name = row.get(0);
        boolean isVocal = !name.startsWith("+");
        return new Emotion(
                index,
                isVocal ? name : name.substring(1),
                isVocal,
                Double.parseDouble(row.get(1)),
                Double.parseDouble(row.get(2)),
                Double.parseDouble(row.get(3)),
                Double.parseDouble(row.get(4)),
                Double.parseDouble(row.get(5)));
    }
}
