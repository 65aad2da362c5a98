package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.conversation.MissedSpeech;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.turns.TurnState.Considering;
import dev.trunkline.engine.turns.TurnState.LastWords;
import dev.trunkline.engine.turns.TurnState.Listening;
import dev.trunkline.engine.turns.TurnState.Open;
import dev.trunkline.engine.turns.TurnState.Silent;
import dev.trunkline.engine.turns.TurnState.Speaking;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.time.Scheduler;
import java.util.function.Consumer;

/**
 * Decides who speaks. The agent has the floor while an {@link AgentTurn} is being made or, by our guess, is still heard; it
 * gives it up when interrupted. What it is to say waits in its {@link Agenda}: an answer for as long as the caller speaks, the
 * agent is paused or a tool has not answered. {@link TurnState} shows what can follow what.
 *
 * <p>Confined to the chat's loop.
 */
public final class TurnTaking implements AgentTurn.Listener {

    private static final long LAST_WORDS_PATIENCE_NANOS = 10_000_000_000L;

    private final ChatContext context;
    private final ConversationView conversation;
    private final CallerState caller;
    private final AgentOutput output;
    private final ToolDispatch tools;
    private final AgentTurns turns;
    private final Filler filler;
    private final Parting parting;
    private final CallerOverlap overlap;
    private final Agenda agenda = new Agenda();
    private TurnState state = new Listening(false);

    /** Nobody has spoken yet. */
    public TurnTaking(ChatContext context, Session session, ConversationView conversation, CallerState caller) {
        this.context = context;
        this.conversation = conversation;
        this.caller = caller;
        this.output = new AgentOutput(context, conversation);
        this.tools = new ToolDispatch(context, session, conversation, this::reply, this::hangUp);
        this.turns = new AgentTurns(context, session, conversation, output, tools);
        this.parting = new Parting(context, output, caller);
        this.filler = new Filler(context, session, output, this::owesAnswer);
        this.overlap = new CallerOverlap(context, output, new Floor());
    }

    /** What the caller's sounds may do to the agent. */
    private final class Floor implements CallerOverlap.Floor {
        @Override
        public boolean isHeard() {
            return state instanceof Open && output.isAudible();
        }

        @Override
        public boolean isTaken() {
            return state instanceof Open && agentHasFloor();
        }

        @Override
        public void giveWay() {
            filler.callerSounds();
            TurnTaking.this.giveWay();
        }

        @Override
        public void interrupt() {
            TurnTaking.this.interrupt();
        }
    }

    /** The caller's sounds while the agent is heard. */
    CallerOverlap overlap() {
        return overlap;
    }

    /** The tools that the agent has called. */
    public ToolDispatch tools() {
        return tools;
    }

    /** Whether the caller's speech would interrupt something now. */
    boolean agentHasFloor() {
        return state.isAgentsTurn() || (context.plan().turns().playbackAware() && output.isAudible());
    }

    /** What the agent's last words ask for. */
    ExpectedAnswer expectedAnswer() {
        return turns.expectedAnswer();
    }

    /** Whether nobody speaks, and the agent waits for nothing but the caller. */
    boolean isQuiet() {
        return state instanceof Listening && agenda.isEmpty() && mayAnswer();
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
        boolean interrupting = (state instanceof Open open && open.isCutOff()) || agentHasFloor();
        turns.speculate(line, new Trigger.CallerSpoke(line.text(), understood, interrupting));
    }

    /** The caller said {@code line}: answer it. */
    void onCallerWords(ChatMessage line, boolean understood) {
        takeBack(line.text());
        onWords(line, understood, agentHasFloor());
    }

    /** The caller typed something: that cuts off what is still to be said, not what is only still to be heard. */
    void onCallerTyped(ChatMessage line) {
        filler.callerSounds();
        takeBack(line.text());
        onWords(line, true, state.isAgentsTurn());
    }

    private void onWords(ChatMessage line, boolean understood, boolean interrupts) {
        if (interrupts) {
            interrupt();
        }
        conversation.add(line);
        reply(new Trigger.CallerSpoke(line.text(), understood, endInterruption()));
    }

    /** The caller stopped, and it was nothing. */
    void onCallerNothing() {
        if (!agenda.hasTrigger() && endInterruption()) {
            reply(new Trigger.CallerSpoke("", false, true));
        } else {
            proceed();
        }
    }

    /** Somebody else than the client stops the agent: only an interruption tells the client to stop what it is playing. */
    public void hush() {
        if (state instanceof Open open && !open.isPaused() && output.isAudible()) {
            output.tellInterruption();
        }
    }

    /** The client wants no answers until {@link #resume()}. */
    public void pause() {
        if (state instanceof Open open && !open.isPaused()) {
            become(open.toPaused());
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
        if (state instanceof Open open && open.isPaused()) {
            become(open.toResumed());
            context.history().resumed();
            proceed();
        }
    }

    /** The chat ends: says {@code words} first, whatever was to be said otherwise, and does {@code last} when they are sent. */
    public void leave(String words, Runnable last) {
        if (!words.isBlank()) {
            leave(turn -> turns.recite(turn, new Verbatim(words, false)), last);
        } else if (state instanceof Open open) {
            become(open.toClosed());
            last.run();
        }
    }

    /** The same, with the model's own words. */
    public void leave(Trigger.Ending trigger, Runnable last) {
        leave(turn -> turns.think(turn, trigger), last);
    }

    private void leave(Consumer<AgentTurn> words, Runnable last) {
        if (state instanceof Open open) {
            open.abandon();
            AgentTurn turn = turns.next(this);
            become(open.toLastWords(turn, patience(), last));
            words.accept(turn);
        }
    }

    /** A model or a voice may fail in many ways: the chat ends all the same. */
    private Scheduler.Timer patience() {
        return context.scheduler().after(LAST_WORDS_PATIENCE_NANOS, this::end);
    }

    private void end() {
        if (state instanceof LastWords words) {
            become(words.toClosed());
            words.then().run();
        }
    }

    /** The socket is closed. */
    public void close() {
        if (state instanceof Open) {
            output.fallSilent(); // who goes while the agent speaks hears no more; last words play to the end
        }
        become(state.toClosed());
        overlap.close();
        tools.close();
    }

    private void become(TurnState next) {
        state = next;
        filler.watch();
    }

    /** Whether the caller waits for the agent. */
    private boolean owesAnswer() {
        boolean waiting = state instanceof Speaking
                || (state instanceof Listening && (tools.keepCallerWaiting() || caller.isBusy()));
        return waiting && state instanceof Open open && !open.isPaused() && !caller.isSpeaking();
    }

    /** The caller's turn is over; what was said is not known yet. */
    void onCallerFinished() {
        filler.watch();
    }

    private void proceed() {
        if (!agenda.isEmpty()) {
            giveWay();
        }
        if (state instanceof Silent silent && agenda.hasText()) {
            AgentTurn turn = turns.next(this);
            become(silent.toSpeaking(turn));
            turns.recite(turn, agenda.takeText());
        } else if (state instanceof Listening listening && agenda.hasTrigger() && mayAnswer()) {
            AgentTurn turn = turns.next(this);
            Trigger trigger = agenda.takeTrigger();
            become(trigger instanceof Trigger.Told ? listening.toConsidering(turn) : listening.toSpeaking(turn));
            turns.think(turn, trigger);
        }
        filler.watch();
    }

    private boolean mayAnswer() {
        return !tools.areAwaited() && !caller.isBusy();
    }

    /** There is something to answer: the model need not think any longer whether it says something of its own accord. */
    private void giveWay() {
        if (state instanceof Considering considering) {
            become(considering.toSilence());
        }
    }

    private void interrupt() {
        if (state instanceof Open open) {
            become(open.toSilence().cutOff(true));
            agenda.dropTexts();
            stop();
        }
    }

    /** What is still to be heard is not said. */
    private void stop() {
        MissedSpeech missed = output.stop();
        output.tellInterruption();
        context.history().interrupted(missed);
    }

    /** It is known what the caller said. Returns whether that was an interruption. */
    private boolean endInterruption() {
        if (state instanceof Open open && open.isCutOff()) {
            become(open.cutOff(false));
            return true;
        }
        return false;
    }

    @Override
    public void onTurnBegun() {
        if (state instanceof Considering considering) {
            become(considering.toSpeaking());
        }
    }

    @Override
    public void onTurnEnded(AgentTurn turn) {
        if (state instanceof Considering considering) {
            become(considering.before()); // it had nothing to say
        } else {
            if (state instanceof Speaking speaking) {
                become(speaking.before());
            }
            turns.settle(turn);
            endWhenHeard();
        }
        proceed();
    }

    private void hangUp() {
        if (state instanceof Speaking speaking) {
            LastWords words = speaking.toLastWords(speaking.turn(), patience(), context.client()::close);
            become(parting.isCancellable() ? words.revocable(speaking.before()) : words);
        }
    }

    /** The last words are sent: where the caller can speak into them, they must have been heard as well. */
    private void endWhenHeard() {
        if (state instanceof LastWords words && words.before() != null) {
            parting.whenHeard(() -> words.equals(state), this::end);
        } else {
            end();
        }
    }

    /** The caller said this into the last words: unless it is a goodbye, the agent stays. */
    private void takeBack(String text) {
        if (state instanceof LastWords words && words.before() != null && parting.isCancelledBy(text)) {
            words.abandon();
            become(words.before());
            if (output.isAudible()) {
                stop();
            }
        }
    }
}
