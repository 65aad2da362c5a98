package dev.trunkline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.rules.Condition.Says;
import dev.trunkline.rules.Condition.Silent;
import dev.trunkline.rules.Condition.Sounds;
import dev.trunkline.rules.Condition.ToolFails;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RulesHoldTest {

    private static final CallRule.Deed OFFER =
            new CallRule.Deed(true, "Offer to put the caller through to a person.", null);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long nowNanos = Long.MAX_VALUE - 10 * SECOND; // only differences mean anything

    @Test
    void angerOverThreeTurnsOnAverageAndNotBefore() {
        RuleBook rules = rules(0, new Sounds("anger", 0.6, 3));

        assertThat(says(rules, "What?", Map.of("Anger", 0.9))).isEmpty();
        assertThat(says(rules, "No!", Map.of("Anger", 0.9))).isEmpty();
        assertThat(says(rules, "I said no!", Map.of("Anger", 0.5))).containsExactly("rule");
        assertThat(says(rules, "No!", Map.of("Anger", 1.0))).as("once per call").isEmpty();
    }

    @Test
    void turnsThatWereNotMeasuredAreNoTurns() {
        RuleBook rules = rules(0, new Sounds("anger", 0.6, 2));

        assertThat(says(rules, "What?", Map.of("Anger", 0.9))).isEmpty();
        assertThat(says(rules, "Hm", Map.of())).isEmpty();
        assertThat(says(rules, "No!", Map.of("Anger", 0.7))).containsExactly("rule");
    }

    @Test
    void aCalmCallerLeavesItAlone() {
        RuleBook rules = rules(0, new Sounds("Surprise (negative)", 0.6, 2));

        assertThat(says(rules, "Well", Map.of("surpriseNegative", 0.6))).isEmpty();
        assertThat(says(rules, "Well", Map.of("surpriseNegative", 0.6)))
                .as("above, not at")
                .isEmpty();
        assertThat(says(rules, "Well!", Map.of("surprise_negative", 0.61))).containsExactly("rule");
    }

    @Test
    void wordsWhoseCaseAndPunctuationMeanNothing() {
        RuleBook rules = rules(0, new Says(List.of("real person", "a human")));

        assertThat(says(rules, "Is this a really personal line?", Map.of())).isEmpty();
        assertThat(says(rules, "I want a REAL, person.", Map.of())).containsExactly("rule");
    }

    @Test
    void afterItsPauseItHoldsAgain() {
        RuleBook rules = rules(20 * SECOND, new Says(List.of("help")));

        assertThat(says(rules, "Help", Map.of())).containsExactly("rule");
        nowNanos += 19 * SECOND;
        assertThat(says(rules, "Help", Map.of())).isEmpty();
        nowNanos += SECOND;
        assertThat(says(rules, "Help", Map.of())).containsExactly("rule");
    }

    @Test
    void aToolThatFailsTwice() {
        RuleBook rules = rules(0, new ToolFails("book", 2));

        assertThat(fails(rules, "book")).isEmpty();
        assertThat(fails(rules, "cancel")).isEmpty();
        assertThat(fails(rules, "book")).containsExactly("rule");
        assertThat(fails(rules(0, new ToolFails(ToolFails.ANY, 1)), "cancel")).containsExactly("rule");
    }

    @Test
    void silenceWhoseLengthIsAskedFor() {
        RuleBook rules = rules(0, new Silent(15 * SECOND));

        assertThat(rules.nextSilenceNanos(0)).isEqualTo(15 * SECOND);
        assertThat(rules.onSilence(14 * SECOND, nowNanos)).isEmpty();
        assertThat(rules.onSilence(15 * SECOND, nowNanos)).hasSize(1);
        assertThat(rules.nextSilenceNanos(15 * SECOND)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void allOfItAtTheSameMoment() {
        RuleBook rules = rules(0, new Says(List.of("cancel")), new Sounds("anger", 0.5, 1));

        assertThat(says(rules, "Cancel it please", Map.of("Anger", 0.1))).isEmpty();
        assertThat(says(rules, "Now!", Map.of("Anger", 0.9))).isEmpty();
        assertThat(says(rules, "Cancel it now", Map.of("Anger", 0.8))).containsExactly("rule");
    }

    private static RuleBook rules(long pauseNanos, Condition... when) {
        return new RuleBook(List.of(new CallRule("rule", Set.of(), List.of(when), OFFER, pauseNanos)));
    }

    private List<String> says(RuleBook rules, String text, Map<String, Double> scores) {
        return rules.onCallerSaid(text, scores, nowNanos).stream()
                .map(CallRule::name)
                .toList();
    }

    private List<String> fails(RuleBook rules, String tool) {
        return rules.onToolFailed(tool, nowNanos).stream().map(CallRule::name).toList();
    }
}
