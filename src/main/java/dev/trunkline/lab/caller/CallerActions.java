package dev.trunkline.lab.caller;

import dev.trunkline.lab.phone.CallerSound;

/** What a caller does to the telephone, besides making sounds. Called from {@link ScriptedCaller#nextBlock}. */
public interface CallerActions {

    /**
     * Begins to speak with this block.
     *
     * @param text the words, or what the sound is
     * @param sound what it is meant to be
     * @param leadBlocks blocks until the first audible sound
     * @param endBlocks blocks until after the last audible sound
     */
    void says(String text, CallerSound sound, int leadBlocks, int endBlocks);

    void presses(char digit);

    void hangsUp();
}
