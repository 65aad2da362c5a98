package dev.trunkline.engine.expression;

import dev.trunkline.speech.Pitch;
import dev.trunkline.speech.Speech;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A heuristic, not a trained model: words say how pleasant something is, the voice (level, melody, pace, pauses) how excited,
 * and each emotion scores by how near its place on these axes lies, by whether the voice goes up or hesitates as that emotion
 * does, and by its own words. It does not know the speaker, so it compares with an ordinary one; it hears no irony, and words
 * of other languages than English mean nothing to it. The same input always gives the same scores. Thread-safe.
 */
public final class HeuristicExpression implements Expression {

    // What an ordinary speaker on the telephone has; deviations from it count as excitement or its opposite.
    private static final double USUAL_LEVEL_DB = -24;
    private static final double LEVEL_SPAN_DB = 16;
    private static final double USUAL_VARIATION_DB = 5.5;
    private static final double VARIATION_SPAN_DB = 4;
    private static final double USUAL_HZ = 155; // between men and women
    private static final double HEIGHT_SPAN_SEMITONES = 18;
    private static final double USUAL_RANGE_SEMITONES = 5;
    private static final double RANGE_SPAN_SEMITONES = 7;
    private static final double SLOPE_SPAN_SEMITONES_PER_SECOND = 6;
    private static final double USUAL_SYLLABLES_PER_SECOND = 4.2;
    private static final double SYLLABLE_SPAN = 3;
    private static final double USUAL_WORDS_PER_SECOND = 2.7;
    private static final double WORD_SPAN = 2.5;
    private static final double USUAL_PAUSE_SHARE = 0.12;
    private static final double PAUSE_SPAN = 0.3;

    private static final double WORDS_IN_AROUSAL = 0.3; // the rest is the voice's

    @Override
    public Map<String, Double> scores(String text, Speech speech) {
        return scores(TextSentiment.of(text), Prosody.of(speech));
    }

    static Map<String, Double> scores(TextSentiment sentiment, Prosody prosody) {
        Affect words = sentiment.affect(sentiment.whole());
        return (prosody.isSpeech() ? both(words, prosody, sentiment.words().size()) : words).scores(Emotion.VOCAL);
    }

    private static Affect both(Affect words, Prosody prosody, int wordCount) {
        Pitch pitch = prosody.pitch();
        double slope = pitch == null ? 0 : pitch.slopeSemitonesPerSecond() / SLOPE_SPAN_SEMITONES_PER_SECOND;
        double pauses = (prosody.pace().pauseShare() - USUAL_PAUSE_SHARE) / PAUSE_SPAN;
        return new Affect(
                words.valence(),
                (1 - WORDS_IN_AROUSAL) * arousal(prosody, wordCount) + WORDS_IN_AROUSAL * words.arousal(),
                bounded(slope + words.rise()),
                bounded(pauses + prosody.pace().pauses() / 10.0),
                1,
                words.evidence());
    }

    private static double arousal(Prosody prosody, int wordCount) {
        Prosody.Pace pace = prosody.pace();
        double loudness = bounded((prosody.levelDb() - USUAL_LEVEL_DB) / LEVEL_SPAN_DB);
        double variation = bounded((prosody.variationDb() - USUAL_VARIATION_DB) / VARIATION_SPAN_DB);
        double syllables = bounded((pace.syllablesPerSecond() - USUAL_SYLLABLES_PER_SECOND) / SYLLABLE_SPAN);
        double words = bounded((wordCount / pace.spokenSeconds() - USUAL_WORDS_PER_SECOND) / WORD_SPAN);
        double speed = wordCount == 0 ? syllables : (syllables + words) / 2;
        double pauses = bounded((pace.pauseShare() - USUAL_PAUSE_SHARE) / PAUSE_SPAN);
        return bounded(
                0.5 * loudness + 0.05 * variation + 0.35 * speed - 0.15 * pauses + 0.4 * melody(prosody.pitch()));
    }

    private static double melody(@Nullable Pitch pitch) {
        if (pitch == null) {
            return 0;
        }
        double height = 12 * Math.log(pitch.medianHz() / USUAL_HZ) / Math.log(2) / HEIGHT_SPAN_SEMITONES;
        double range = (pitch.rangeSemitones() - USUAL_RANGE_SEMITONES) / RANGE_SPAN_SEMITONES;
        return bounded(bounded(height) + 0.5 * bounded(range));
    }

    private static double bounded(double value) {
        return Math.max(-1, Math.min(1, value));
    }
}
