package dev.trunkline.engine.expression;

import dev.trunkline.speech.Speech;
import java.util.Map;

/** Scores how something was said. Thread-safe; may be slow, so never called on an event loop. */
public interface Expression {

    /**
     * Scores one utterance or sentence.
     *
     * @param text its words; may be empty
     * @param speech its sound, at any rate; may be empty
     * @return the 48 names of EVI's prosody model, always in the same order, each with 0..1
     */
    Map<String, Double> scores(String text, Speech speech);
}
