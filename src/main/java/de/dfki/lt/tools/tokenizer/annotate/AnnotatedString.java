package de.dfki.lt.tools.tokenizer.annotate;

import java.text.CharacterIterator;

/**
 * A text whose stretches carry facts: the part of JTok's interface that MaryTTS 5.2.1 calls. Questions are about the
 * character at the index last set. Confined to one thread.
 */
public interface AnnotatedString {

    /** What {@link #setIndex} gives at the end of the text. */
    char DONE = CharacterIterator.DONE;

    /** Moves to a character, 0 to the length of the text; gives it, or {@link #DONE} at the end. */
    char setIndex(int index);

    /** The fact of that name at the index, or null. */
    Object getAnnotation(String name);

    /** Where the stretch around the index that has the same fact (or none) begins. */
    int getRunStart(String name);

    /** Where that stretch ends, exclusive. */
    int getRunLimit(String name);

    String substring(int start, int end);
}
