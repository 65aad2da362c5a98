package dev.trunkline.engine.turns;

import dev.trunkline.engine.turns.TurnState.Listening;

/** Whose turn it is now. Confined to the chat's loop. */
final class CurrentState {

    private final Runnable onChange;
    private TurnState state = new Listening(false);

    /** The agent listens. */
    CurrentState(Runnable onChange) {
        this.onChange = onChange;
    }

    TurnState now() {
        return state;
    }

    void become(TurnState next) {
        state = next;
        onChange.run();
    }
}
