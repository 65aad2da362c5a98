package dev.trunkline.engine.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How something was said, as few numbers: a place on the circumplex of affect, the voice's melody and hesitation, and what the
 * words name outright. Immutable.
 *
 * @param valence -1..1
 * @param arousal -1..1
 * @param rise the voice goes up or down, -1..1
 * @param hesitation it pauses or hurries, -1..1
 * @param certainty how much is known of the first two, 0..1: nothing without sound and words
 * @param evidence for each of {@link Emotion#ALL}, how much the words speak of it, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
record Affect(double valence, double arousal, double rise, double hesitation, double certainty, double[] evidence) {

    // All of these are choices, made so that ordinary sentences spread well over 0..1.
    static final double NEGATED = -0.6; // "not happy" is less sad than "sad"
    static final double DOUBT = 0.5; // one word does not make a mood
    static final double EMPHASIS = 0.15; // of one exclamation mark
    static final double MOST_EMPHASIS = 0.3;
    static final double QUESTION = 0.4;
    static final double WORDS_ALONE = 0.5;

    private static final double VALENCE_REACH = 0.6; // the distance at which closeness has faded to 0.6
    private static final double AROUSAL_REACH = 0.5;
    private static final double MANNER = 0.25; // what melody and hesitation add or take away
    private static final double CLOSENESS_SCORE = 0.45;
    private static final double WORD_SCORE = 0.6;

    /** One score for each of {@code emotions}, 0..1: how near its place is, and how much the words speak of it. */
    Map<String, Double> scores(List<Emotion> emotions) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (Emotion emotion : emotions) {
            double valenceApart = (emotion.valence() - valence) / VALENCE_REACH;
            double arousalApart = (emotion.arousal() - arousal) / AROUSAL_REACH;
            double closeness = Math.exp(-(valenceApart * valenceApart + arousalApart * arousalApart) / 2);
            double manner = 1 + MANNER * (emotion.rise() * rise + emotion.hesitation() * hesitation);
            double near = Math.min(1, CLOSENESS_SCORE * emotion.shown() * certainty * closeness * manner);
            double said = WORD_SCORE * belief(evidence[emotion.index()]);
            scores.put(emotion.label(), rounded(1 - (1 - near) * (1 - said)));
        }
        return Collections.unmodifiableMap(scores);
    }

    /** 0 for no evidence, towards 1 for much. */
    static double belief(double evidence) {
        return 1 - Math.exp(-evidence);
    }

    static double rounded(double score) {
        return Math.round(score * 10_000) / 10_000.0;
    }
}
