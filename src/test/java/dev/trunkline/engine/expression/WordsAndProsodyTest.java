package dev.trunkline.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.speech.Speech;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordsAndProsodyTest {

    private final Expression expression = new WordsAndProsody(Prosody::levelOf);

    @Test
    void namesAreThoseOfEviInItsOrder() {
        List<String> names = List.copyOf(expression.scores("hello", tone(8_000)).keySet());

        assertThat(names).hasSize(48).isSorted().contains("Empathic Pain", "Surprise (negative)", "Triumph");
    }

    @Test
    void scoresLieBetweenNothingAndOne() {
        assertThat(expression.scores("this is ridiculous", tone(30_000)).values())
                .allMatch(score -> score >= 0 && score <= 1);
        assertThat(expression.scores("", new Speech(new short[0], 8_000)).values())
                .allMatch(score -> score >= 0 && score <= 1);
    }

    @Test
    void sameWordsSoundAngrierWhenShouted() {
        double shouted = score("this is ridiculous", 30_000, "Anger");
        double murmured = score("this is ridiculous", 300, "Anger");

        assertThat(shouted).isGreaterThan(murmured);
    }

    @Test
    void angryWordsScoreAngerAndKindOnesSatisfaction() {
        assertThat(score("this is ridiculous and unacceptable", 15_000, "Anger"))
                .isGreaterThan(score("thank you that is perfect", 15_000, "Anger"));
        assertThat(score("thank you that is perfect", 4_000, "Satisfaction"))
                .isGreaterThan(score("this is ridiculous", 4_000, "Satisfaction"));
    }

    @Test
    void sameInputScoresTheSame() {
        Map<String, Double> once = expression.scores("what are your opening hours", tone(4_000));

        assertThat(expression.scores("what are your opening hours", tone(4_000)))
                .isEqualTo(once);
    }

    @Test
    void widerMelodySoundsMoreExcited() {
        Expression flat = new WordsAndProsody(speech -> new Prosody(-20, 180, 1));
        Expression lively = new WordsAndProsody(speech -> new Prosody(-20, 180, 9));

        assertThat(lively.scores("great", tone(4_000)).get("Excitement"))
                .isGreaterThan(flat.scores("great", tone(4_000)).get("Excitement"));
    }

    @Test
    void levelIsMeasuredWithoutThePauses() {
        short[] half = new short[16_000];
        System.arraycopy(tone(10_000).samples(), 0, half, 0, 8_000);

        double withPause = Prosody.levelOf(new Speech(half, 8_000)).levelDb();

        assertThat(withPause).isCloseTo(Prosody.levelOf(tone(10_000)).levelDb(), within(0.2));
    }

    private double score(String text, int amplitude, String name) {
        return expression.scores(text, tone(amplitude)).getOrDefault(name, Double.NaN);
    }

    private static Speech tone(int amplitude) {
        short[] samples = new short[8_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (amplitude * Math.sin(2 * Math.PI * 200 * i / 8_000));
        }
        return new Speech(samples, 8_000);
    }
}
