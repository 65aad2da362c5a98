package dev.trunkline;

import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.expression.Prosody;
import dev.trunkline.engine.expression.WordsAndProsody;
import dev.trunkline.engine.mind.ScriptedMind;
import dev.trunkline.speech.MaryVoice;
import dev.trunkline.speech.PhraseGrammar;
import dev.trunkline.speech.SphinxEars;
import dev.trunkline.speech.VoiceActivity;
import io.github.givimad.libfvadjni.VoiceActivityDetector;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the embedded engine speaks, hears and thinks with. */
final class EngineSpeech {

    private EngineSpeech() {}

    static EngineParts load() {
        try {
            VoiceActivityDetector.loadLibrary();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EngineParts(
                new MaryVoice(),
                new SphinxEars(PhraseGrammar.contactCentre(), 2),
                Fvad::new,
                new ScriptedMind(),
                new WordsAndProsody(Prosody::levelOf));
    }

    static final class Fvad implements VoiceActivity {
        private final VoiceActivityDetector detector;

        Fvad() {
            try {
                detector = VoiceActivityDetector.newInstance();
                detector.setMode(VoiceActivityDetector.Mode.VERY_AGGRESSIVE);
                detector.setSampleRate(VoiceActivityDetector.SampleRate.fromValue(8000));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isSpeech(short[] samples) {
            try {
                return detector.process(samples);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            detector.close();
        }
    }
}
