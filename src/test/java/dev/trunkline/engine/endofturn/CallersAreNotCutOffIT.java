package dev.trunkline.engine.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.endofturn.EndOfTurnTrial.Result;
import dev.trunkline.engine.endofturn.PlayedCall.Ears;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A small part of what the benchmark {@code EndOfTurns} plays: one voice, and a recognizer that knows what was said, so that the
 * policy is held and not the recognizer.
 */
class CallersAreNotCutOffIT {

    private static final long SEED = 1;

    @Test
    void theAdaptiveSilenceCutsOffFewerThanAFixedOneThatIsAsQuick() {
        FreeTtsVoice voice = new FreeTtsVoice();
        Speaker speaker = (words, last) -> voice.say(PausedTurns.written(words, last));
        List<PausedTurn> turns = new ArrayList<>(PausedTurns.said(speaker, true, SEED));
        turns.addAll(PausedTurns.said(speaker, false, SEED).subList(0, 40));
        Ears ears = new Ears(null, millisOfTurn -> 50 + millisOfTurn / 20);

        Result adaptive = Result.of(EndOfTurnTrial.play(turns, ears, EndOfTurnSilence.ADAPTIVE, null));
        Result fixed = Result.of(EndOfTurnTrial.play(turns, ears, EndOfTurnSilence.fixed(600), null));

        assertThat(adaptive.missed()).isZero();
        assertThat(adaptive.meanMillis()).as("mean latency of %s", adaptive).isLessThan(800);
        assertThat(adaptive.cutOff()).as("cut off: %s", adaptive).isLessThan(0.08);
        assertThat(fixed.cutOff()).as("cut off: %s", fixed).isGreaterThan(2 * adaptive.cutOff());
    }
}
