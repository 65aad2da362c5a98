package dev.trunkline.lab.caller;

/** What a caller does to the telephone, besides making sounds. Called from {@link ScriptedCaller#nextBlock}. */
public interface CallerActions {

    /**
     * Begins to speak with this block.
     *
     * @param leadBlocks blocks until the first audible sound
     * @param endBlocks blocks until after the last audible sound
     */
    void says(String text, int leadBlocks, int endBlocks);

    void presses(char digit);

    void hangsUp();
}
