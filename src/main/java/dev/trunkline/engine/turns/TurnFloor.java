package dev.trunkline.engine.turns;

import dev.trunkline.engine.turns.TurnState.Considering;
import dev.trunkline.engine.turns.TurnState.Open;

/**
 * Whether the agent has the floor, and how the caller takes it: until it is known what he said, the agent counts as interrupted.
 * Confined to the chat's loop.
 */
final class TurnFloor implements CallerOverlap.Floor {

    private final CurrentState state;
    private final Agenda agenda;
    private final AgentOutput output;
    private final Filler filler;
    private final boolean endsWhenHeard; // else when all is sent

    TurnFloor(ChatContext context, CurrentState state, Agenda agenda, AgentOutput output, Filler filler) {
        this.state = state;
        this.agenda = agenda;
        this.output = output;
        this.filler = filler;
        this.endsWhenHeard = context.plan().turns().playbackAware();
    }

    /** Whether the caller's speech would interrupt something now. */
    boolean isAgents() {
        return state.now().isAgentsTurn() || (endsWhenHeard && output.isAudible());
    }

    @Override
    public boolean isHeard() {
        return state.now() instanceof Open && output.isAudible();
    }

    @Override
    public boolean isTaken() {
        return state.now() instanceof Open && isAgents();
    }

    @Override
    public void giveWay() {
        filler.callerSounds();
        stopConsidering();
    }

    /** There is something to answer: the model need not think any longer whether it says something of its own accord. */
    void stopConsidering() {
        if (state.now() instanceof Considering considering) {
            state.become(considering.toSilence());
        }
    }

    @Override
    public void interrupt() {
        if (state.now() instanceof Open open) {
            state.become(open.toSilence().cutOff(true));
            agenda.dropTexts();
            output.interrupt();
        }
    }

    /** Whether it was interrupted, and nobody knows yet by what. */
    boolean isInterrupted() {
        return state.now() instanceof Open open && open.isCutOff();
    }

    /** It is known what the caller said. Returns whether that was an interruption. */
    boolean endInterruption() {
        if (state.now() instanceof Open open && open.isCutOff()) {
            state.become(open.cutOff(false));
            return true;
        }
        return false;
    }
}
