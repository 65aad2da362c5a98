package dev.trunkline.endtoend;

import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.testing.Tones;
import java.util.List;

/**
 * Ears for callers who hum: every phrase has its own pitch, so that many calls can be heard at the same time, and what is
 * understood was really carried.
 */
final class PitchEars implements SpeechRecognizer {

    private static final int LOWEST_HZ = 620;
    private static final int STEP_HZ = 140;
    private static final int MILLIS = 600;
    private static final double AMPLITUDE = 8_000;

    private final List<String> phrases;

    PitchEars(String... phrases) {
        this.phrases = List.of(phrases);
    }

    /** A caller who says one of the phrases at once. */
    CallerStep.Say say(String phrase) {
        float[] sound = Sound.tone(hertz(phrases.indexOf(phrase)), Sound.PHONE_RATE_HZ, MILLIS, AMPLITUDE);
        return new CallerStep.Say(phrase, Sound.speech(sound, Sound.PHONE_RATE_HZ));
    }

    @Override
    public Result recognize(Speech utterance) {
        for (String phrase : phrases) {
            double hertz = hertz(phrases.indexOf(phrase));
            if (Tones.amplitude(utterance.samples(), utterance.sampleRateHz(), hertz) > AMPLITUDE / 4) {
                return new Result(phrase, true);
            }
        }
        return new Result("", false);
    }

    private static double hertz(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("a phrase that these ears do not know");
        }
        return LOWEST_HZ + (double) STEP_HZ * index;
    }
}
