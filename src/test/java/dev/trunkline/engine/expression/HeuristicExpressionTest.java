package dev.trunkline.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Telephone;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeuristicExpressionTest {

    private static final String SENTENCE = "I have a question about the number on my bill.";

    private static Speech spoken;
    private final Expression expression = new HeuristicExpression();

    @BeforeAll
    static void speak() {
        spoken = Telephone.hear(new FreeTtsVoice().say(SENTENCE));
    }

    @Test
    void namesAreThoseOfEviInItsOrder() {
        List<String> names = List.copyOf(expression.scores("hello", spoken).keySet());

        assertThat(names).hasSize(48).isSorted().contains("Empathic Pain", "Surprise (negative)", "Triumph");
        assertThat(List.copyOf(
                        expression.scores("", new Speech(new short[0], 8_000)).keySet()))
                .isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Excitement", "Triumph", "Ecstasy", "Joy", "Anger"})
    void louderFasterAndHigherIsMoreExcited(String name) {
        assertThat(score(lively(), name)).isGreaterThan(score(spoken, name) + 0.02);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Calmness", "Tiredness", "Boredom", "Contentment"})
    void louderFasterAndHigherIsLessCalm(String name) {
        assertThat(score(lively(), name)).isLessThan(score(spoken, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Calmness", "Tiredness", "Boredom", "Sadness"})
    void slowQuietAndFallingIsTiredCalmAndSad(String name) {
        Speech weary = Voices.falling(Voices.paused(Voices.louder(Voices.faster(spoken, 0.75), 0.15)));

        assertThat(score(weary, name)).isGreaterThan(score(spoken, name) + 0.02);
        assertThat(score(weary, "Excitement")).isLessThan(score(spoken, "Excitement"));
    }

    @Test
    void eachPropertyOfTheVoiceCountsByItself() {
        double excitement = score(spoken, "Excitement");

        assertThat(score(Voices.louder(spoken, 2), "Excitement")).isGreaterThan(excitement);
        assertThat(score(Voices.faster(spoken, 1.4), "Excitement")).isGreaterThan(excitement);
        assertThat(score(Voices.paused(spoken), "Excitement")).isLessThan(excitement);
    }

    @Test
    void risingVoiceDoubtsMoreThanAFallingOne() {
        Speech rising = Voices.glide(140, 220, 1.5);
        Speech falling = Voices.glide(220, 140, 1.5);

        assertThat(score("", rising, "Doubt")).isGreaterThan(score("", falling, "Doubt"));
        assertThat(score("", rising, "Confusion")).isGreaterThan(score("", falling, "Confusion"));
        assertThat(score("", falling, "Tiredness")).isGreaterThan(score("", rising, "Tiredness"));
    }

    @Test
    void angryWordsAreAngryAndKindOnesAreNot() {
        Map<String, Double> angry = expression.scores("this is ridiculous and unacceptable", spoken);
        Map<String, Double> kind = expression.scores("thank you that is wonderful", spoken);

        assertThat(angry.get("Anger")).isGreaterThan(score(angry, "Joy") + 0.2);
        assertThat(kind.get("Joy")).isGreaterThan(score(kind, "Anger") + 0.2);
        assertThat(kind.get("Satisfaction")).isGreaterThan(score(angry, "Satisfaction"));
    }

    @Test
    void sameInputScoresTheSame() {
        assertThat(new HeuristicExpression().scores(SENTENCE, spoken)).isEqualTo(expression.scores(SENTENCE, spoken));
    }

    @Test
    void rateOfTheRecordingHardlyMatters() {
        Speech at16 = new FreeTtsVoice().say(SENTENCE);
        Speech at48 = Voices.repeated(at16, 3);
        Map<String, Double> expected = expression.scores(SENTENCE, at16);

        expression
                .scores(SENTENCE, at48)
                .forEach((name, score) -> assertThat(score).as(name).isCloseTo(score(expected, name), within(0.05)));
    }

    @Test
    void nothingSaidIsNothingScored() {
        assertThat(expression.scores("", new Speech(new short[8_000], 8_000)).values())
                .containsOnly(0.0);
    }

    @Test
    void oddSoundsStayWithinBounds() {
        List<Speech> odd = List.of(
                new Speech(new short[0], 8_000),
                new Speech(new short[] {12}, 8_000),
                new Speech(new short[] {12}, 1),
                new Speech(new short[5_000], 40),
                Voices.louder(spoken, 1_000), // clipped throughout
                Voices.longer(spoken, 30),
                Voices.noise(8_000, 3));

        for (Speech speech : odd) {
            assertThat(expression.scores(SENTENCE, speech).values())
                    .hasSize(48)
                    .allMatch(score -> score >= 0 && score <= 1);
        }
    }

    /** Louder, faster and so also higher, as a tape played too fast. */
    private static Speech lively() {
        return Voices.louder(Voices.faster(spoken, 1.3), 2);
    }

    private static double score(Map<String, Double> scores, String name) {
        return scores.getOrDefault(name, Double.NaN);
    }

    private double score(Speech speech, String name) {
        return score(SENTENCE, speech, name);
    }

    private double score(String text, Speech speech, String name) {
        return expression.scores(text, speech).getOrDefault(name, Double.NaN);
    }
}
