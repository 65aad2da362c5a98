package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.turns.TurnState.Considering;
import dev.trunkline.engine.turns.TurnState.Listening;
import dev.trunkline.engine.turns.TurnState.Open;
import dev.trunkline.engine.turns.TurnState.Silent;
import dev.trunkline.engine.turns.TurnState.Speaking;
import dev.trunkline.engine.wire.ServerMessage;

/**
 * Decides who speaks. The agent has the {@link TurnFloor floor} while an {@link AgentTurn} is being made or, by our guess, is still
 * heard; it gives it up when interrupted. What it is to say waits in its {@link Agenda}: an answer for as long as the caller speaks,
 * the agent is paused or a tool has not answered. {@link TurnState} shows what can follow what.
 *
 * <p>Confined to the chat's loop.
 */
public final class TurnTaking implements AgentTurn.Listener {

    private final ChatContext context;
    private final ConversationView conversation;
    private final CallerState caller;
    private final AgentOutput output;
    private final ToolDispatch tools;
    private final AgentTurns turns;
    private final Filler filler;
    private final Parting parting;
    private final TurnFloor floor;
    private final CallerOverlap overlap;
    private final Agenda agenda = new Agenda();
    private final CurrentState state = new CurrentState(this::onStateChanged);

    /** Nobody has spoken yet. */
    public TurnTaking(ChatContext context, Session session, ConversationView conversation, CallerState caller) {
        this.context = context;
        this.conversation = conversation;
        this.caller = caller;
        this.output = new AgentOutput(context, conversation);
        this.tools = new ToolDispatch(
                context, session, conversation, this::reply, () -> parting().hangUp());
        this.turns = new AgentTurns(context, session, conversation, output, tools);
        this.parting = new Parting(context, state, output, turns, caller, this);
        this.filler = new Filler(context, session, output, this::owesAnswer);
        this.floor = new TurnFloor(context, state, agenda, output, filler);
        this.overlap = new CallerOverlap(context, output, floor);
    }

    /** The caller's sounds while the agent is heard. */
    CallerOverlap overlap() {
        return overlap;
    }

    /** How the chat ends. */
    public Parting parting() {
        return parting;
    }

    /** The tools that the agent has called. */
    public ToolDispatch tools() {
        return tools;
    }

    /** Whether the caller's speech would interrupt something now. */
    boolean agentHasFloor() {
        return floor.isAgents();
    }

    /** What the agent's last words ask for. */
    ExpectedAnswer expectedAnswer() {
        return turns.expectedAnswer();
    }

    /** Whether nobody speaks, and the agent waits for nothing but the caller. */
    boolean isQuiet() {
        return state.now() instanceof Listening && agenda.isEmpty() && mayAnswer();
    }

    /** How many lines were said in another chat of the same conversation since this one began. */
    long linesOfOthers() {
        return conversation.linesOfOthers();
    }

    /** How long the agent's last sound has been over. */
    long quietNanos() {
        return output.quietNanos();
    }

    /** Says {@code text} word for word, after what is being said. */
    public void say(String text, boolean fromText) {
        agenda.add(new Verbatim(text, fromText));
        proceed();
    }

    /** Answers {@code trigger} as soon as it may. */
    public void reply(Trigger trigger) {
        agenda.put(trigger);
        proceed();
    }

    /** The caller seems to have said {@code line}: what the model will begin its answer with, if it knows, is spoken ahead. */
    void speculate(ChatMessage line, boolean understood) {
        boolean interrupts = floor.isInterrupted() || floor.isAgents();
        turns.speculate(line, new Trigger.CallerSpoke(line.text(), understood, interrupts));
    }

    /** The caller said {@code line}: answer it. */
    void onCallerWords(ChatMessage line, boolean understood) {
        parting.takeBack(line.text());
        onWords(line, understood, floor.isAgents());
    }

    /** The caller typed something: that cuts off what is still to be said, not what is only still to be heard. */
    void onCallerTyped(ChatMessage line) {
        filler.callerSounds();
        parting.takeBack(line.text());
        onWords(line, true, state.now().isAgentsTurn());
    }

    private void onWords(ChatMessage line, boolean understood, boolean interrupts) {
        if (interrupts) {
            floor.interrupt();
        }
        conversation.add(line);
        reply(new Trigger.CallerSpoke(line.text(), understood, floor.endInterruption()));
    }

    /** The caller stopped, and it was nothing. */
    void onCallerNothing() {
        if (!agenda.hasTrigger() && floor.endInterruption()) {
            reply(new Trigger.CallerSpoke("", false, true));
        } else {
            proceed();
        }
    }

    /** Somebody else than the client stops the agent: only an interruption tells the client to stop what it is playing. */
    public void hush() {
        if (state.now() instanceof Open open && !open.isPaused() && output.isAudible()) {
            output.tellInterruption();
        }
    }

    /** The client wants no answers until {@link #resume()}. */
    public void pause() {
        if (state.now() instanceof Open open && !open.isPaused()) {
            state.become(open.toPaused());
            agenda.dropTexts();
            if (open.isAgentsTurn()) {
                context.client().send(new ServerMessage.AssistantEnd());
            }
            output.goOn(); // whoever pauses the agent drops its sound by himself
            context.history().paused(output.stop());
        }
    }

    /** The client wants answers again, to its newest words first. */
    public void resume() {
        if (state.now() instanceof Open open && open.isPaused()) {
            state.become(open.toResumed());
            context.history().resumed();
            proceed();
        }
    }

    /** The socket is closed. */
    public void close() {
        if (state.now() instanceof Open) {
            output.fallSilent(); // who goes while the agent speaks hears no more; last words play to the end
        }
        state.become(state.now().toClosed());
        overlap.close();
        tools.close();
    }

    /** Whether the caller waits for the agent. */
    private boolean owesAnswer() {
        boolean waiting = state.now() instanceof Speaking
                || (state.now() instanceof Listening && (tools.keepCallerWaiting() || caller.isBusy()));
        return waiting && state.now() instanceof Open open && !open.isPaused() && !caller.isSpeaking();
    }

    /** The caller's turn is over; what was said is not known yet. */
    void onCallerFinished() {
        filler.watch();
    }

    private void onStateChanged() {
        filler.watch();
    }

    private void proceed() {
        if (!agenda.isEmpty()) {
            floor.stopConsidering();
        }
        if (state.now() instanceof Silent silent && agenda.hasText()) {
            AgentTurn turn = turns.next(this);
            state.become(silent.toSpeaking(turn));
            turns.recite(turn, agenda.takeText());
        } else if (state.now() instanceof Listening listening && agenda.hasTrigger() && mayAnswer()) {
            AgentTurn turn = turns.next(this);
            Trigger trigger = agenda.takeTrigger();
            state.become(trigger instanceof Trigger.Told ? listening.toConsidering(turn) : listening.toSpeaking(turn));
            turns.think(turn, trigger);
        }
        filler.watch();
    }

    private boolean mayAnswer() {
        return !tools.areAwaited() && !caller.isBusy();
    }

    @Override
    public void onTurnBegun() {
        if (state.now() instanceof Considering considering) {
            state.become(considering.toSpeaking());
        }
    }

    @Override
    public void onTurnEnded(AgentTurn turn) {
        if (state.now() instanceof Considering considering) {
            state.become(considering.before()); // it had nothing to say
        } else {
            if (state.now() instanceof Speaking speaking) {
                state.become(speaking.before());
            }
            turns.settle(turn);
            parting.endWhenHeard();
        }
        proceed();
    }
}
