package dev.trunkline.engine.expression;

import dev.trunkline.speech.Speech;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A heuristic: words say how pleasant something is, the voice (level, melody, pace) how excited, and each {@link Emotion}
 * scores by how near its place lies and by its own words. The same input always gives the same scores. Thread-safe.
 */
public final class WordsAndProsody implements Expression {

    // What an ordinary speaker on the telephone has; deviations from it count as excitement or its opposite.
    private static final double USUAL_LEVEL_DB = -24;
    private static final double LEVEL_SPAN_DB = 18;
    private static final double USUAL_SPREAD_SEMITONES = 3;
    private static final double SPREAD_SPAN_SEMITONES = 6;
    private static final double USUAL_WORDS_PER_SECOND = 2.6;
    private static final double PACE_SPAN = 3;

    private static final double NEARNESS = 0.35; // the distance at which closeness has faded to 0.6
    private static final double CLOSENESS_SCORE = 0.45;
    private static final double WORD_SCORE = 0.35;

    private final Prosody.Meter meter;

    public WordsAndProsody(Prosody.Meter meter) {
        this.meter = meter;
    }

    @Override
    public Map<String, Double> scores(String text, Speech speech) {
        List<String> words = words(text);
        double pleasure = pleasure(words);
        double arousal = arousal(words.size(), speech);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Emotion emotion : Emotion.values()) {
            double distance = Math.hypot(emotion.pleasure - pleasure, emotion.arousal - arousal);
            double closeness = Math.exp(-distance * distance / (2 * NEARNESS * NEARNESS));
            long said = words.stream().filter(emotion::isIn).count();
            double score = CLOSENESS_SCORE * closeness + WORD_SCORE * Math.min(said, 1);
            scores.put(emotion.label(), Math.round(score * 10_000) / 10_000.0);
        }
        return Collections.unmodifiableMap(scores);
    }

    private static List<String> words(String text) {
        return List.of(
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", " ").trim().split(" +"));
    }

    /** The mean pleasure of the emotions whose words were said. */
    private static double pleasure(List<String> words) {
        double sum = 0;
        int said = 0;
        for (Emotion emotion : Emotion.values()) {
            for (String word : words) {
                if (emotion.isIn(word)) {
                    sum += emotion.pleasure;
                    said++;
                }
            }
        }
        return said == 0 ? 0.1 : sum / said;
    }

    private double arousal(int words, Speech speech) {
        Prosody prosody = meter.measure(speech);
        double loudness = (prosody.levelDb() - USUAL_LEVEL_DB) / LEVEL_SPAN_DB;
        double melody = prosody.pitchHz() == 0
                ? 0
                : (prosody.pitchSpreadSemitones() - USUAL_SPREAD_SEMITONES) / SPREAD_SPAN_SEMITONES;
        double seconds = Math.max(0.2, speech.durationMillis() / 1000.0);
        double pace = (words / seconds - USUAL_WORDS_PER_SECOND) / PACE_SPAN;
        return Math.max(-1, Math.min(1, 0.5 * loudness + 0.3 * melody + 0.2 * pace));
    }
}
