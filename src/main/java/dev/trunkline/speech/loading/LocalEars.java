package dev.trunkline.speech.loading;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.moonshine.MoonshineRecognizer;
import dev.trunkline.speech.moonshine.Weights;
import dev.trunkline.speech.sphinx.PhraseGrammar;
import dev.trunkline.speech.sphinx.SphinxRecognizer;
import java.util.function.Consumer;

/**
 * A recognizer that runs in this JVM, loaded. Immutable.
 *
 * @param quicken uses it until Java's compilers have seen all that happens in it; needs a voice, and blocks
 */
public record LocalEars(SpeechRecognizer recognizer, Consumer<Voice> quicken) {

    /** Fifty callers keep one of Sphinx's busy four fifths of the time, and then wait for it. */
    private static final int SPHINXES = Math.min(2, Runtime.getRuntime().availableProcessors());

    private static final int WARM_UP_ROUNDS = 3;
    private static final String SENTENCE = "What are your opening hours?";

    /** Free English; blocks while it loads. @throws SpeechFailedException when it cannot be loaded; the message says why */
    public static LocalEars moonshine(Weights weights) {
        MoonshineRecognizer recognizer = new MoonshineRecognizer(weights);
        return new LocalEars(recognizer, voice -> listen(recognizer, voice.say(SENTENCE)));
    }

    /** The phrases of a grammar; blocks while it loads. */
    public static LocalEars sphinx(PhraseGrammar grammar) {
        SphinxRecognizer recognizer = new SphinxRecognizer(grammar);
        return new LocalEars(recognizer, voice -> {
            listen(recognizer, voice.say(grammar.phrases().get(0)));
            for (int more = 1; more < SPHINXES; more++) {
                recognizer.addRecognizer();
            }
        });
    }

    private static void listen(SpeechRecognizer recognizer, Speech phrase) {
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            recognizer.recognize(phrase);
        }
    }
}
