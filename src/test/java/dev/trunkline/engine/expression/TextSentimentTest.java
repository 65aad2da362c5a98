package dev.trunkline.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextSentimentTest {

    @ParameterizedTest
    @CsvSource({
        "I am so angry about this, Anger",
        "I am fed up with this, Annoyance",
        "I was worried sick, Anxiety",
        "that is absolutely disgusting, Disgust",
        "this is confusing, Confusion",
        "how exciting, Excitement",
        "we are keen and eager, Enthusiasm",
        "I am terrified, Fear",
        "I feel guilty, Guilt",
        "it hurts, Pain",
        "oh what a relief, Relief",
        "I miss her and feel so lonely, Sadness",
        "I am exhausted, Tiredness",
        "thank you so much, Gratitude",
        "how annoying, Annoyance",
        "yeah right, Sarcasm",
        "I am very proud of you, Pride"
    })
    void wordsSpeakOfTheirEmotion(String text, String name) {
        assertThat(top(text)).startsWith(name);
    }

    @Test
    void aWordWithoutEndIsAWord() {
        assertThat(scores("a'".repeat(100_000) + "a happy")).isEqualTo(scores("a'a happy"));
    }

    @Test
    void allFiftyThreeNamesAreScoredInOneOrder() {
        List<String> names = List.copyOf(scores("hello").keySet());

        assertThat(names).hasSize(53).doesNotHaveDuplicates();
        assertThat(names).contains("Annoyance", "Disapproval", "Enthusiasm", "Gratitude", "Sarcasm");
        assertThat(List.copyOf(scores("").keySet())).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am not happy",
                "I'm not very happy",
                "I don\u2019t feel happy",
                "I am not at all happy",
                "nobody here was never happy"
            })
    void negatedHappinessIsNone(String text) {
        assertThat(score(text, "Joy")).isLessThan(score("I am happy", "Joy") - 0.2);
        assertThat(score(text, "Sadness")).isGreaterThan(score("I am happy", "Sadness"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no, I am happy", "it was not long but I am happy", "I can't wait, happy days", "Not so. Happy!"
            })
    void negationEndsWithItsClause(String text) {
        assertThat(score(text, "Joy")).isGreaterThan(0.4);
    }

    @Test
    void intensityCounts() {
        double plain = score("I am angry", "Anger");

        assertThat(score("I am very angry", "Anger")).isGreaterThan(plain);
        assertThat(score("I am a bit angry", "Anger")).isLessThan(plain);
        assertThat(score("I am angry!!", "Anger")).isGreaterThan(plain);
    }

    @Test
    void whatIsNotWordsScoresNothing() {
        for (String text : List.of("", "   ", "?!... --", "\u0000\uD83D")) {
            assertThat(scores(text).values()).containsOnly(0.0);
            assertThat(TextSentiment.of(text).words()).isEmpty();
        }
    }

    @Test
    void wordsAndSentencesAreFoundWhereTheyStand() {
        TextSentiment sentiment = TextSentiment.of("  Hi there, Zoë!  It's 5 o'clock. ");

        assertThat(sentiment.words().stream().map(sentiment::text))
                .containsExactly("Hi", "there", "Zoë", "It's", "5", "o'clock");
        assertThat(sentiment.sentences().stream().map(sentiment::text).map(String::strip))
                .containsExactly("Hi there, Zoë!", "It's 5 o'clock.");
    }

    @Test
    void aWordAloneIsJudgedInItsSentence() {
        TextSentiment sentiment = TextSentiment.of("not happy");

        assertThat(sentiment.scores(sentiment.words().get(1)).get("Joy")).isLessThan(0.3);
    }

    @Test
    void rudenessHasCategories() {
        Map<String, Double> threat = toxicity("I will kill you");

        assertThat(threat.keySet())
                .containsExactly("toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate");
        assertThat(threat.get("threat")).isGreaterThan(0.5);
        assertThat(toxicity("you idiots").get("insult")).isGreaterThan(0.5);
        assertThat(toxicity("what are your opening hours").values()).containsOnly(0.0);
    }

    private static Map<String, Double> scores(String text) {
        TextSentiment sentiment = TextSentiment.of(text);
        return sentiment.scores(sentiment.whole());
    }

    private static double score(String text, String name) {
        return scores(text).getOrDefault(name, Double.NaN);
    }

    private static Map<String, Double> toxicity(String text) {
        TextSentiment sentiment = TextSentiment.of(text);
        return sentiment.toxicity(sentiment.whole());
    }

    private static List<String> top(String text) {
        return scores(text).entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
    }
}
