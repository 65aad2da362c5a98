package dev.trunkline.engine.turns;

import dev.trunkline.engine.mind.SentenceCutter;
import java.util.List;

/**
 * Words that somebody else than the model chose. Immutable.
 *
 * @param fromText true when the client did
 */
record Verbatim(String text, boolean fromText) {

    List<AgentTurn.Sentence> sentences() {
        return SentenceCutter.split(text).stream()
                .map(sentence -> new AgentTurn.Sentence(sentence, fromText, false))
                .toList();
    }
}
