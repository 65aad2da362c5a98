package dev.trunkline.speech.tts;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;

/** A voice with a finish. Thread-safe when {@code raw} is. */
record FinishedVoice(Voice raw, Finish finish) implements Voice {

    @Override
    public Speech say(String text) {
        Speech speech = raw.say(text);
        return speech.samples().length == 0 ? speech : finish.of(speech);
    }

    @Override
    public int sampleRateHz() {
        return raw.sampleRateHz();
    }
}
