package dev.trunkline.engine.chat;

import dev.trunkline.engine.mind.SentenceCutter;
import java.util.List;

/**
 * Words that somebody else than the mind chose. Immutable.
 *
 * @param fromText true when the client did
 */
record Verbatim(String text, boolean fromText) {

    List<Turn.Sentence> sentences() {
        return SentenceCutter.split(text).stream()
                .map(sentence -> new Turn.Sentence(sentence, fromText, false))
                .toList();
    }
}
