package dev.trunkline.engine.hearing;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer.Result;
import java.util.Arrays;

/**
 * What was heard of a turn up to a pause. Immutable.
 *
 * @param samples how long that was, from the turn's first sample on
 */
record TurnPrefix(Result heard, int samples) {

    static final TurnPrefix NONE = new TurnPrefix(Result.NOTHING, 0);

    /** What comes after it in the same turn, which may be longer now. */
    Speech rest(Speech turn) {
        return samples == 0
                ? turn
                : new Speech(
                        Arrays.copyOfRange(
                                turn.samples(), Math.min(samples, turn.samples().length), turn.samples().length),
                        turn.sampleRateHz());
    }

    /** The words of both. */
    Result with(Result rest) {
        String text = (heard.text() + " " + rest.text()).strip();
        Result last = rest.text().isEmpty() ? heard : rest;
        return new Result(text, heard.understood() && rest.understood(), last.certainty());
    }
}
