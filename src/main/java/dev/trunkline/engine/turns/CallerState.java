package dev.trunkline.engine.turns;

/** What the one who calls is doing. Confined to the chat's loop. */
public interface CallerState {

    /** Whether his turn is not over. */
    boolean isSpeaking();

    /** Whether he is speaking, or has spoken and is not understood yet. */
    boolean isBusy();
}
