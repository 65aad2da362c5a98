package dev.trunkline.engine.expression;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What words say of feelings: a lexicon, with negation ("not happy") and intensity ("very", "a bit"). English only; words of
 * other languages are found, but mean nothing. Places in the text are in UTF-16 units. Immutable.
 */
public final class TextSentiment {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]++(?:['\u2019][\\p{L}\\p{M}]++)*+|\\p{N}+");
    private static final Pattern CLAUSE_END = Pattern.compile("[.,;:!?]");
    private static final Set<String> NEGATIONS = Set.of(
            "not", "never", "no", "cannot", "without", "nor", "neither", "barely", "dont", "isnt", "wasnt", "cant",
            "wont", "didnt", "doesnt", "arent");
    private static final Set<String> TURNS = Set.of("but", "however", "although"); // what is negated ends here
    private static final Set<String> BOOSTERS = Set.of(
            "very", "really", "so", "extremely", "absolutely", "totally", "completely", "incredibly", "too", "such");
    private static final Set<String> DAMPERS = Set.of("slightly", "bit", "little", "somewhat", "fairly", "rather");

    private static final int NEGATION_REACH = 3; // "not at all happy"
    private static final int INTENSITY_REACH = 2; // "a bit of trouble"
    private static final double BOOST = 1.5;
    private static final double DAMP = 0.5;

    private final String text;
    private final List<Span> words;
    private final List<Hit> hits = new ArrayList<>();

    /** A place in the text, from {@code begin} to before {@code end}. */
    public record Span(int begin, int end) {}

    /** A word of the lexicon that was said. */
    private record Hit(int begin, String word, double intensity, boolean isNegated) {}

    private TextSentiment(String text) {
        this.text = text;
        this.words = words(text);
        findHits();
    }

    public static TextSentiment of(String text) {
        return new TextSentiment(text);
    }

    /** Every word, without signs. */
    public List<Span> words() {
        return words;
    }

    /** Every sentence that has a word in it, without the blanks around it. */
    public List<Span> sentences() {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        List<Span> sentences = new ArrayList<>();
        int begin = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            int length = text.substring(begin, end).stripTrailing().length();
            if (WORD.matcher(text.substring(begin, end)).find()) {
                sentences.add(new Span(begin, begin + length));
            }
            begin = end;
        }
        return sentences;
    }

    public Span whole() {
        return new Span(0, text.length());
    }

    public String text(Span span) {
        return text.substring(span.begin, span.end);
    }

    /** Scores a part of the text with the language model's 53 names, each 0..1. */
    public Map<String, Double> scores(Span span) {
        return affect(span).scores(Emotion.ALL);
    }

    /** How pleasant a part of the text is, -1..1. */
    public double valence(Span span) {
        return affect(span).valence();
    }

    /** Scores a part of the text with six categories of rudeness, each 0..1. */
    public Map<String, Double> toxicity(Span span) {
        double[] evidence = new double[Toxicity.NAMES.size()];
        for (Hit hit : within(span)) {
            Toxicity.LEXICON
                    .senses(hit.word)
                    .forEach(sense -> evidence[sense.topic()] += sense.weight() * hit.intensity);
        }
        return Toxicity.scores(evidence);
    }

    /** What the words of a part of the text say. */
    Affect affect(Span span) {
        double[] evidence = new double[Emotion.ALL.size()];
        double valence = 0;
        double arousal = 0;
        double sum = 0;
        for (Hit hit : within(span)) {
            for (Lexicon.Sense sense : Emotion.LEXICON.senses(hit.word)) {
                Emotion emotion = Emotion.ALL.get(sense.topic());
                double weight = sense.weight() * hit.intensity;
                evidence[sense.topic()] += hit.isNegated ? 0 : weight;
                valence += weight * emotion.valence() * (hit.isNegated ? Affect.NEGATED : 1);
                arousal += hit.isNegated ? 0 : weight * emotion.arousal();
                sum += weight;
            }
        }
        String part = text(span);
        long cries = part.chars().filter(sign -> sign == '!').count();
        double emphasis = Math.min(Affect.MOST_EMPHASIS, cries * Affect.EMPHASIS);
        boolean isSaid = words.stream().anyMatch(word -> word.begin >= span.begin && word.end <= span.end);
        return new Affect(
                valence / (sum + Affect.DOUBT),
                arousal / (sum + Affect.DOUBT) + emphasis,
                part.strip().endsWith("?") ? Affect.QUESTION : 0,
                0,
                isSaid ? Affect.WORDS_ALONE : 0,
                evidence);
    }

    private List<Hit> within(Span span) {
        return hits.stream()
                .filter(hit -> hit.begin >= span.begin && hit.begin < span.end)
                .collect(Collectors.toList());
    }

    private static List<Span> words(String text) {
        List<Span> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            words.add(new Span(word.start(), word.end()));
        }
        return List.copyOf(words);
    }

    private void findHits() {
        int negatedUntil = 0;
        int changedUntil = 0;
        double intensity = 1;
        for (int i = 0; i < words.size(); i++) {
            String word = word(i);
            if (i > 0 && (endsClause(i - 1) || TURNS.contains(word))) {
                negatedUntil = 0;
            }
            boolean isNegated = i < negatedUntil;
            double weight = i < changedUntil ? intensity : 1;
            int begin = words.get(i).begin;
            String two = i + 1 < words.size() && !endsClause(i) ? word + " " + word(i + 1) : "";
            if (isKnown(two)) {
                hits.add(new Hit(begin, two, weight, isNegated));
                i++;
            } else {
                // A booster can be a feeling too: "absolutely" is both.
                hits.add(new Hit(begin, word, weight, isNegated));
                if (NEGATIONS.contains(word) || word.endsWith("n't")) {
                    negatedUntil = i + 1 + (word.equals("no") ? 1 : NEGATION_REACH);
                } else if (BOOSTERS.contains(word) || DAMPERS.contains(word)) {
                    intensity = BOOSTERS.contains(word) ? BOOST : DAMP;
                    changedUntil = i + 1 + INTENSITY_REACH;
                }
            }
        }
    }

    private static boolean isKnown(String two) {
        return !two.isEmpty()
                && !(Emotion.LEXICON.senses(two).isEmpty()
                        && Toxicity.LEXICON.senses(two).isEmpty());
    }

    private String word(int i) {
        return text(words.get(i)).toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    }

    private boolean endsClause(int i) {
        int next = i + 1 < words.size() ? words.get(i + 1).begin : text.length();
        return CLAUSE_END.matcher(text.substring(words.get(i).end, next)).find();
    }
}
