package dev.trunkline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.call.TalkEvent;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.speech.Speech;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTalkAtTheFaceTest {

    private static final double AMPLITUDE = 8_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void greetedHeardAndAnswered(boolean weDecide) {
        try (FaceScene at = new FaceScene(call -> {
            Scene.Builder greeting = call.greeting("Good day.");
            return weDecide ? greeting.turns(FaceScene.WE_DECIDE) : greeting;
        })) {
            at.mind.willSay("Good day.").willSay("Gladly. What is it?");
            at.callerIsSilent(1_000);
            at.callerSays("I have a question", 600);
            at.callerIsSilent(1_000);

            assertThat(at.heard()).containsExactly("Good day.", "Gladly. What is it?");
            assertThat(at.callerSaid()).containsExactly("I have a question");
            assertThat(at.scene.heard.all(TalkEvent.BargedIn.class)).isEmpty();
            assertThat(at.scene.phone.soundedMillis()).isCloseTo(30 * (9 + 7 + 11), within(40L));
        }
    }

    @Test
    void everyToneArrivesAsLoudAsItWas() {
        try (FaceScene at = FaceScene.talking(false)) {
            at.mind.willSay("These are words of a second and more.");
            at.callerSays("I hum", 1_000);
            int from = (int) at.time.elapsedMillis();
            at.callerIsSilent(600);

            Speech utterance = at.ears.utterances().element();
            short[] inside =
                    Arrays.copyOfRange(utterance.samples(), utterance.sampleRateHz() / 2, utterance.sampleRateHz());
            assertThat(Tones.amplitude(inside, utterance.sampleRateHz(), FaceScene.CALLER_HZ))
                    .isCloseTo(AMPLITUDE, within(AMPLITUDE / 10));
            assertThat(Tones.amplitude(at.scene.phone.heard(from, from + 500), 8_000, FaceScene.AGENT_HZ))
                    .isCloseTo(AMPLITUDE, within(AMPLITUDE / 10));
        }
    }

    @Test
    void silentForMinutesAndNothingHappens() {
        try (FaceScene at = FaceScene.talking(false)) {
            at.callerIsSilent(180_000);
            assertThat(at.scene.phone.soundedMillis()).isZero();
            assertThat(at.line.lines()).hasSize(1);

            at.callerSays("Are you there?", 600);
            at.callerIsSilent(1_000);

            assertThat(at.heard()).containsExactly("Noted.");
            assertThat(at.mind.thought().trigger()).isEqualTo(new Trigger.CallerSpoke("Are you there?", true, false));
        }
    }

    @Test
    void twoAtOnceAndNeitherHearsTheOther() {
        try (FaceScene at = FaceScene.talking(false)) {
            Scene other = at.another(call -> call);
            at.callerIsSilent(200);
            at.mind.willSay("Yours is this.").willSay("And yours is that, which is longer.");
            at.ears.willHear("first");
            at.ears.willHear("second");

            at.scene.callerSounds(FaceScene.CALLER_HZ, 500);
            for (int millis = 0; millis < 800; millis += 20) {
                at.scene.callerSounds(0, 20);
                other.callerSounds(700, 20); // beside it
            }
            other.callerSounds(0, 2_500);

            assertThat(at.heard()).containsExactly("Yours is this.");
            assertThat(at.callerSaid()).containsExactly("first");
            assertThat(other.heard.only(TalkEvent.AgentHeard.class).text())
                    .isEqualTo("And yours is that, which is longer.");
            assertThat(other.heard.all(TalkEvent.CallerSaid.class))
                    .extracting(TalkEvent.CallerSaid::text)
                    .contains("second")
                    .doesNotContain("first");
            Speech first = at.ears.utterances().remove();
            Speech second = at.ears.utterances().remove();
            assertThat(Tones.amplitude(first.samples(), first.sampleRateHz(), 700))
                    .isLessThan(100);
            assertThat(Tones.amplitude(second.samples(), second.sampleRateHz(), FaceScene.CALLER_HZ))
                    .isLessThan(100);
        }
    }
}
