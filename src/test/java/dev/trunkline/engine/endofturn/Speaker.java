package dev.trunkline.engine.endofturn;

import dev.trunkline.speech.Speech;

/** Somebody who says parts of turns. */
@FunctionalInterface
public interface Speaker {

    /**
     * Says words.
     *
     * @param last whether the turn ends with them; before a pause the voice stays up, as before a comma
     */
    Speech say(String words, boolean last);
}
