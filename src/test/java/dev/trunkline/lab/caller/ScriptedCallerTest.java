package dev.trunkline.lab.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.phone.CallerSound;
import dev.trunkline.speech.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptedCallerTest {

    private static final Speech HALF_A_SECOND = tone(500);

    private final List<String> done = new ArrayList<>();
    private final short[] block = new short[40];
    private int blocks;

    @Test
    void waitsForTheAgentToFinishBeforeSpeaking() {
        ScriptedCaller caller =
                caller(new CallerStep.AwaitAgent(600, 9_000), new CallerStep.Say("hello", HALF_A_SECOND));

        listen(caller, 1_000, false);
        listen(caller, 700, true);
        listen(caller, 550, false);
        listen(caller, 300, true);
        assertThat(done).isEmpty();
        listen(caller, 1_000, false);

        assertThat(done).containsExactly("hello at 3150");
    }

    @Test
    void speaksInAnyCaseWhenTheWaitIsTooLong() {
        ScriptedCaller caller =
                caller(new CallerStep.AwaitAgent(600, 2_000), new CallerStep.Say("hello", HALF_A_SECOND));

        listen(caller, 3_000, false);

        assertThat(done).containsExactly("hello at 2000");
    }

    @Test
    void takesOnlyWhatTheAgentSaysAfterTheLastWordForAnAnswer() {
        ScriptedCaller caller = caller(
                new CallerStep.Say("one", HALF_A_SECOND),
                new CallerStep.AwaitAgent(200, 9_000),
                new CallerStep.Say("two", HALF_A_SECOND));

        listen(caller, 300, true);
        listen(caller, 2_000, false);
        listen(caller, 300, true);
        listen(caller, 300, false);

        assertThat(done).containsExactly("one at 0", "two at 2800");
    }

    @Test
    void interruptsWhenTheAgentHasBeenSpeakingForAWhile() {
        ScriptedCaller caller = caller(new CallerStep.Interrupt("wait", HALF_A_SECOND, 800, 9_000));

        listen(caller, 500, false);
        listen(caller, 300, true);
        listen(caller, 200, false);
        listen(caller, 1_000, true);

        assertThat(done).containsExactly("wait at 1300");
    }

    @Test
    void pressesOneKeyEvery200Milliseconds() {
        listen(caller(new CallerStep.Press("12#")), 1_000, false);

        assertThat(done).containsExactly("1 at 0", "2 at 200", "# at 400");
    }

    @Test
    void waitsForTheEndOfAnAnswerToKeys() {
        ScriptedCaller caller = caller(
                new CallerStep.Press("1"),
                new CallerStep.AwaitReaction(1_000, 600, 9_000),
                new CallerStep.Say("hello", HALF_A_SECOND));

        listen(caller, 500, false);
        listen(caller, 2_000, true);
        listen(caller, 1_000, false);

        assertThat(done).containsExactly("1 at 0", "hello at 3100");
    }

    @Test
    void goesOnWhenKeysAreNotAnswered() {
        ScriptedCaller caller = caller(
                new CallerStep.Press("1"),
                new CallerStep.AwaitReaction(1_000, 600, 9_000),
                new CallerStep.Say("hello", HALF_A_SECOND));

        listen(caller, 2_000, false);

        assertThat(done).containsExactly("1 at 0", "hello at 1200");
    }

    @Test
    void hangsUpWhenPatienceIsAtAnEnd() {
        CallerScript script =
                CallerScript.of(new CallerStep.Say("hello", HALF_A_SECOND)).withPatience(1_000);

        listen(new ScriptedCaller(script, new Noting()), 3_000, false);

        assertThat(done).containsExactly("hello at 0", "hangs up at 1500");
    }

    @Test
    void hangsUpWhenTheScriptSaysSoAndDoesNothingAfterwards() {
        ScriptedCaller caller =
                caller(new CallerStep.Pause(100), new CallerStep.HangUp(), new CallerStep.Say("never", HALF_A_SECOND));

        listen(caller, 1_000, false);

        assertThat(done).containsExactly("hangs up at 100");
    }

    @Test
    void makesTheSameNoiseFromTheSameSeed() {
        CallerScript script = CallerScript.of().withNoise(50, 7);

        short[] first = firstBlock(script);
        short[] again = firstBlock(script);
        short[] other = firstBlock(script.withNoise(50, 8));

        assertThat(first).isEqualTo(again).isNotEqualTo(other);
        assertThat(IntStream.range(0, 40).map(i -> Math.abs(first[i])).max().orElse(0))
                .isBetween(20, 50);
    }

    private ScriptedCaller caller(CallerStep... steps) {
        return new ScriptedCaller(CallerScript.of(steps), new Noting());
    }

    private short[] firstBlock(CallerScript script) {
        short[] samples = new short[40];
        new ScriptedCaller(script, new Noting()).nextBlock(new short[40], false, samples);
        return samples;
    }

    private void listen(ScriptedCaller caller, long millis, boolean agentAudible) {
        for (int i = 0; i < millis / 5; i++) {
            caller.nextBlock(new short[40], agentAudible, block);
            blocks++;
        }
    }

    private static Speech tone(int millis) {
        short[] samples = new short[8 * millis];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * 440 * i / 8_000));
        }
        return new Speech(samples, 8_000);
    }

    private final class Noting implements CallerActions {
        @Override
        public void says(String text, CallerSound sound, int leadBlocks, int endBlocks) {
            assertThat(endBlocks - leadBlocks).isEqualTo(100);
            note(text);
        }

        @Override
        public void presses(char digit) {
            note(String.valueOf(digit));
        }

        @Override
        public void hangsUp() {
            note("hangs up");
        }

        private void note(String what) {
            done.add(what + " at " + blocks * 5);
        }
    }
}
