package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.control.CollectDigitsTool;
import dev.trunkline.control.DigitDelivery;
import dev.trunkline.control.PressKeysTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tools {@code collect_digits} and {@code press_keys}. */
class AgentAsksForKeysTest {

    private static final String CARD = "4111111111114242";
    private static final String MASKED = "{\"min\":12,\"max\":19,\"masked\":true,\"purpose\":\"card_number\"}";

    private final List<DigitDelivery.Digits> delivered = new ArrayList<>();
    private CompletableFuture<String> receiver = CompletableFuture.completedFuture("tok_1");
    private final Scene scene = Scene.prepare().tools(tools(this::deliver)).talking();

    @Test
    void andIsToldThemWhenTheLastOneWasPressed() {
        collect("{\"max\":4}");
        press("4711");

        assertThat(answer()).isEqualTo("The caller entered 4711.");
        scene.time.advanceMillis(5_000);
        assertThat(scene.agent().contexts()).as("told once").isEmpty();
    }

    @Test
    void orAtTheTerminatorWhichDoesNotCount() {
        collect("{\"min\":2,\"max\":8}");
        press("123#");
        assertThat(answer()).isEqualTo("The caller entered 123.");

        collect("{\"max\":8,\"terminator\":\"*\"}");
        press("1#2*");
        assertThat(answer()).isEqualTo("The caller entered 1#2.");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 10000, The caller pressed no keys in time.",
        "12, 5000, 'The caller entered only 2 of at least 4 digits: 12, and then nothing more.'",
        "12345, 5000, The caller entered 12345."
    })
    void orAfterAPause(String keys, long millis, String told) {
        collect("{\"min\":4,\"max\":8}");
        press(keys);
        scene.time.advanceMillis(millis - 100);
        assertThat(scene.agent().toolAnswers()).isEmpty();
        scene.time.advanceMillis(200);

        assertThat(answer()).isEqualTo(told);
    }

    @Test
    void theTimeForTheFirstBeginsWhenTheQuestionWasHeard() {
        scene.agentSpeaks("m1", "Please enter your account number.", 440, 8_000);
        collect("{\"max\":4}");

        scene.time.advanceMillis(17_500);
        assertThat(scene.agent().toolAnswers()).isEmpty();
        scene.time.advanceMillis(1_000);

        assertThat(answer()).isEqualTo("The caller pressed no keys in time.");
    }

    @Test
    void theFirstKeyEndsTheQuestion() {
        scene.agentSpeaks("m1", "Please enter your account number.", 440, 8_000);
        collect("{\"max\":4}");
        scene.time.advanceMillis(1_000);

        press("1");

        assertThat(scene.phone.clearsMillis()).hasSize(1);
        assertThat(scene.heard.only(TalkEvent.BargedIn.class).cause())
                .isEqualTo(TalkEvent.BargedIn.Cause.CALLER_PRESSED_A_KEY);
    }

    @Test
    void whoSpeaksInsteadIsAnswered() {
        collect("{\"max\":4}");
        scene.agent().transcribes("I do not have it with me", false);

        assertThat(answer()).isEqualTo("The caller spoke instead of pressing keys. Answer what was said.");
    }

    @Test
    void maskedOnesAreToldToNobodyButTheirReceiver() {
        collect(MASKED);
        scene.callerSounds(697, 500);
        press(CARD + "#");

        assertThat(delivered).containsExactly(new DigitDelivery.Digits(Scene.CALL_SID, "main", "card_number", CARD));
        assertThat(answer())
                .isEqualTo("The caller entered 16 digits ending in 4242. They were delivered, and are called tok_1.");
        assertThat(scene.heard.all(TalkEvent.DigitPressed.class))
                .hasSize(17)
                .allMatch(pressed -> pressed.digit() == '\u2022');
        assertThat(scene.heard.all(CallEvent.class).toString())
                .doesNotContain("41111")
                .doesNotContain("digit=4");
        assertThat(scene.call.actions().digits()).isEmpty();
        scene.time.advanceMillis(5_000);
        assertThat(scene.agent().contexts()).isEmpty();
    }

    @Test
    void andTheAiHearsSilenceMeanwhileBecauseKeysCanBeHeard() {
        collect(MASKED);
        scene.callerSounds(697, 500);
        assertThat(loudest()).isLessThan(100);

        press(CARD + "#");
        scene.callerSounds(697, 400);
        assertThat(loudest()).as("the tone of the last key").isLessThan(100);
        scene.callerSounds(697, 500);

        assertThat(loudest()).isGreaterThan(1_000);
    }

    @Test
    void whatWasNotDeliveredIsSaid() {
        receiver = CompletableFuture.failedFuture(new IllegalStateException("down"));
        collect(MASKED);
        press(CARD + "#");

        RecordingAi.ToolAnswer answer = scene.agent().toolAnswers().get(0);
        assertThat(answer.succeeded()).isFalse();
        assertThat(answer.content()).contains("could not pass on").doesNotContain("4242");
    }

    @Test
    void withoutAReceiverTheyAreCountedAndForgotten() {
        Scene other = Scene.prepare().tools(tools(null)).talking();
        other.agent().callsTool("t1", "collect_digits", "{\"max\":4,\"masked\":true}");
        for (char digit : "1234".toCharArray()) {
            other.call.onDigit(digit);
        }

        assertThat(other.agent().toolAnswers().get(0).content())
                .isEqualTo("The caller entered 4 digits. They were kept nowhere: this line has no receiver for them.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | max must be",
                "{\"max\":0} | max must be",
                "{\"max\":4,\"min\":5} | min must be",
                "{\"max\":4,\"masked\":\"yes\"} | masked must be",
                "{\"max\":4,\"terminator\":\"5\"} | terminator must be",
                "{\"max\":4,\"next_timeout_seconds\":600} | time-outs must be"
            })
    void whatCannotBeAskedForIsToldToTheModel(String parameters, String told) {
        collect(parameters);

        assertThat(scene.agent().toolAnswers()).singleElement().matches(answer -> !answer.succeeded());
        assertThat(scene.agent().toolAnswers().get(0).error()).startsWith(told);
    }

    @Test
    void andPressesKeysForTheOtherSideBehindItsWords() {
        scene.agentSpeaks("m1", "One moment.", 440, 1_000);
        pressKeys("12w#");
        scene.time.advanceMillis(1_900);
        assertThat(scene.agent().toolAnswers()).isEmpty();
        scene.time.advanceMillis(400);

        assertThat(answer()).isEqualTo("The keys were pressed: 12w#.");
        assertThat(scene.phone.soundedMillis()).isCloseTo(1_000 + 3 * 100, within(60L));
        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting(TalkEvent.AgentHeard::text)
                .containsExactly("One moment.", "(keys 1 2 w #)");
    }

    @Test
    void andAMenuThatGoesOnTalkingDoesNotStopThem() {
        pressKeys("1234567890");
        scene.time.advanceMillis(500);
        scene.agent().transcribes("for sales press one", false);
        scene.agent().noticesInterruption();
        scene.time.advanceMillis(1_800);

        assertThat(answer()).isEqualTo("The keys were pressed: 1234567890.");
        assertThat(scene.phone.clearsMillis()).isEmpty();
    }

    @Test
    void whatIsInterruptedBeforeThemIsNotPressed() {
        scene.agentSpeaks("m1", "I will press the keys now.", 440, 3_000);
        pressKeys("12");
        scene.time.advanceMillis(1_000);
        scene.agent().noticesInterruption();

        assertThat(scene.agent().toolAnswers().get(0).content()).contains("not pressed");
    }

    @ParameterizedTest
    @CsvSource({"'', keys must be", "12E4, keys holds something", "123456789012345678901234567890123, keys must be"})
    void keysThatNoTelephoneHasAreRefused(String keys, String told) {
        pressKeys(keys);

        assertThat(scene.agent().toolAnswers().get(0).succeeded()).isFalse();
        assertThat(scene.agent().toolAnswers().get(0).error()).startsWith(told);
    }

    private CompletableFuture<String> deliver(DigitDelivery.Digits digits) {
        delivered.add(digits);
        return receiver;
    }

    private static Toolbox tools(@Nullable DigitDelivery delivery) {
        return new Toolbox(List.of(new CollectDigitsTool("main", delivery), new PressKeysTool()));
    }

    private int calls;

    private void collect(String parameters) {
        scene.agent().callsTool("t" + ++calls, "collect_digits", parameters);
    }

    private void pressKeys(String keys) {
        scene.agent().callsTool("t" + ++calls, "press_keys", "{\"keys\":\"" + keys + "\"}");
    }

    private String answer() {
        var answers = scene.agent().toolAnswers();
        assertThat(answers).isNotEmpty();
        return answers.get(answers.size() - 1).content();
    }

    private void press(String keys) {
        keys.chars().forEach(key -> scene.call.onDigit((char) key));
        scene.time.advance(0);
    }

    private int loudest() {
        int loudest = 0;
        for (short sample : scene.agent().heard()) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }
}
