package dev.trunkline;

import dev.trunkline.config.EngineConfig;
import dev.trunkline.engine.EngineParts;
import dev.trunkline.engine.expression.WordsAndProsody;
import dev.trunkline.engine.mind.ScriptedMind;
import dev.trunkline.speech.FvadVoiceActivity;
import dev.trunkline.speech.PhraseGrammar;
import dev.trunkline.speech.SpeechParts;
import dev.trunkline.speech.VoiceActivities;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/** What the embedded engine speaks, hears, thinks and feels with. */
final class EngineSpeech {

    private EngineSpeech() {}

    /**
     * Loads and warms everything; takes seconds.
     *
     * @throws IOException when the ears cannot be loaded
     */
    static EngineParts load(EngineConfig config) throws IOException {
        SpeechParts speech;
        try {
            speech = SpeechParts.load(PhraseGrammar.contactCentre()).join();
        } catch (CompletionException e) {
            throw new IOException("the embedded EVI cannot hear: " + e.getCause(), e);
        }
        return new EngineParts(
                speech.voice(),
                speech.ears(),
                new VoiceActivities(FvadVoiceActivity.Mode.VERY_AGGRESSIVE)::forStream,
                new ScriptedMind(),
                new WordsAndProsody());
    }
}
