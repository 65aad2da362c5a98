package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.conversation.MissedSpeech;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.speaking.SpeechCache;
import dev.trunkline.engine.turns.AgentTurn.Sentence;
import dev.trunkline.engine.wire.ServerMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks. The agent has the floor while a {@link AgentTurn} is being generated or, by our guess, still being heard; it gives
 * it up when interrupted. An {@link Trigger} to speak waits while the caller speaks, the agent is paused or a tool has
 * not answered; of several only the newest is answered, because the mind sees all that was said anyway.
 *
 * <p>Confined to the chat's loop.
 */
public final class TurnTaking implements AgentTurn.Listener, ToolDispatch.Listener {

    private static final int MAX_VERBATIM_TEXTS = 64;
    private static final int MAX_VERBATIM_CHARS = 200_000;
    private static final long QUICK_RESPONSE_NANOS = 700_000_000L; // a pause that callers begin to wonder about
    private static final long FAREWELL_PATIENCE_NANOS = 10_000_000_000L;

    private final ChatContext context;
    private final Session session;
    private final ConversationView conversation;
    private final Client client;
    private final BooleanSupplier callerBusy;
    private final AgentOutput speaker;
    private final Speculation foresight;
    private final ToolDispatch tools;
    private final TurnFailures trouble;
    private final Deque<Verbatim> verbatim = new ArrayDeque<>();

    private @Nullable AgentTurn turn;
    private @Nullable DialogRequest musing;
    private @Nullable Trigger pending;
    private boolean audible; // something of this turn
    private boolean paused;
    private boolean interrupted;
    private @Nullable Runnable leaving;

    public TurnTaking(ChatContext context, Session session, ConversationView conversation, BooleanSupplier callerBusy) {
        this.context = context;
        this.client = context.client();
        this.session = session;
        this.conversation = conversation;
        this.callerBusy = callerBusy;
        this.speaker = new AgentOutput(context, conversation);
        this.foresight = new Speculation(context, session, conversation);
        this.tools = new ToolDispatch(context, session, conversation, this);
        this.trouble = new TurnFailures(context);
    }

    public ToolDispatch tools() {
        return tools;
    }

    /** Whether the caller's speech would interrupt something now. */
    boolean agentHasFloor() {
        boolean audible = context.plan().turns().playbackAware() && speaker.isAudible();
        return (turn != null && !isMusing()) || audible;
    }

    /** Whether the mind is asked something that it need not answer, and has not begun to. */
    private boolean isMusing() {
        return turn != null && musing != null && !turn.hasBegun();
    }

    /** Whether nobody speaks, and the agent waits for nothing but the caller. */
    boolean isQuiet() {
        return turn == null && pending == null && !paused && !tools.areAwaited() && !callerBusy.getAsBoolean();
    }

    /** How long the agent's last sound has been over. */
    long quietNanos() {
        return speaker.quietNanos();
    }

    /** Says {@code text} word for word, after what is being said. */
    public void say(String text, boolean fromText) {
        int waitingChars =
                verbatim.stream().mapToInt(words -> words.text().length()).sum();
        if (verbatim.size() < MAX_VERBATIM_TEXTS && waitingChars < MAX_VERBATIM_CHARS) {
            verbatim.add(new Verbatim(text, fromText));
            proceed();
        }
    }

    /** The caller has been speaking for {@code runMillis} without a pause. */
    void onCallerSpeech(long runMillis) {
        dropMusing();
        if (runMillis >= context.plan().turns().minInterruptionMillis() && agentHasFloor()) {
            interrupt();
        }
    }

    /** The caller seems to have said {@code line}: what the mind will begin its answer with, if it knows, is spoken ahead. */
    void speculate(ChatMessage line, boolean understood) {
        foresight.prepare(line, new Trigger.CallerSpoke(line.text(), understood, interrupted || agentHasFloor()));
    }

    /** The caller said {@code line}: answer it. */
    void onCallerWords(ChatMessage line, boolean understood) {
        hear(line, understood, agentHasFloor());
    }

    /** The caller typed something: that cuts off what is still to be said, not what is only still to be heard. */
    void onCallerTyped(ChatMessage line) {
        hear(line, true, turn != null && !isMusing());
    }

    private void hear(ChatMessage line, boolean understood, boolean interrupts) {
        if (interrupts) {
            interrupt();
        }
        conversation.add(line);
        reply(new Trigger.CallerSpoke(line.text(), understood, interrupted));
        interrupted = false;
    }

    /** The caller stopped, and it was nothing. */
    void onCallerNothing() {
        if (interrupted && pending == null) {
            interrupted = false;
            reply(new Trigger.CallerSpoke("", false, true));
        } else {
            proceed();
        }
    }

    /** Speaks about {@code occasion} as soon as it may. */
    void reply(Trigger occasion) {
        pending = occasion;
        proceed();
    }

    /** Somebody else than the client stops the agent: only an interruption tells the client to stop what it is playing. */
    public void hush() {
        if (!paused && leaving == null && speaker.isAudible()) {
            tellInterruption();
        }
    }

    public void pause() {
        if (paused || leaving != null) {
            return;
        }
        paused = true;
        dropMusing();
        if (turn != null) {
            stopTurn();
            client.send(new ServerMessage.AssistantEnd());
        }
        context.history().paused(speaker.stop());
    }

    public void resume() {
        if (paused) {
            paused = false;
            context.history().resumed();
            proceed();
        }
    }

    /** The chat ends: says {@code words} first, whatever was to be said otherwise, and does {@code last} when they are sent. */
    public void leave(String words, Runnable last) {
        if (leaving != null) {
            return;
        }
        beginToLeave(last);
        if (words.isBlank()) {
            last.run();
        } else {
            recite(new Verbatim(words, false));
        }
    }

    /** The same, with the mind's own words. */
    public void leave(Trigger.Ending occasion, Runnable last) {
        if (leaving == null) {
            beginToLeave(last);
            think(occasion);
        }
    }

    private void beginToLeave(Runnable last) {
        stopTurn();
        leaving = last;
        pending = null;
        context.scheduler().after(FAREWELL_PATIENCE_NANOS, last); // a mind or a voice may fail in many ways
    }

    public void close() {
        if (leaving == null) {
            speaker.fallSilent(); // who goes while the agent speaks hears no more; last words play to the end
        }
        leaving = () -> {};
        pending = null;
        stopTurn();
        tools.close();
    }

    private void proceed() {
        if (pending != null || !verbatim.isEmpty()) {
            dropMusing();
        }
        if (turn != null || leaving != null) {
            return;
        }
        Verbatim text = verbatim.poll();
        if (text != null) {
            recite(text);
        } else if (pending != null && !paused && !tools.areAwaited() && !callerBusy.getAsBoolean()) {
            Trigger occasion = pending;
            pending = null;
            think(occasion);
        }
    }

    private AgentTurn begin() {
        AgentTurn next = new AgentTurn(context.loop(), context.agent().mouth(), session.voice(), this);
        turn = next;
        musing = null;
        audible = false;
        return next;
    }

    private void recite(Verbatim text) {
        AgentTurn next = begin();
        text.sentences().forEach(next::say);
        next.complete();
    }

    private void think(Trigger occasion) {
        DialogRequest about = session.conversation(
                conversation.lines(), occasion, context.ids().chatId());
        AgentTurn next = begin();
        if (occasion instanceof Trigger.Told) {
            musing = about;
        } else {
            session.forgetTemporary(about.contexts());
        }
        if (context.plan().shortResponses() && occasion instanceof Trigger.CallerSpoke) {
            Sentence bridge = new Sentence(context.agent().phrases().oneMoment(), false, true);
            context.scheduler().after(QUICK_RESPONSE_NANOS, () -> next.bridge(bridge));
        }
        try {
            next.thinkingWith(context.agent().mind().generate(about, next));
        } catch (RuntimeException e) {
            next.onFailed(DialogModel.Failure.BROKEN, e.getClass().getName()); // its message may repeat what was said
        }
    }

    /** There is something to answer: the mind need not think any longer whether it says something of its own accord. */
    private void dropMusing() {
        if (turn != null && isMusing()) {
            turn.cancel();
            turn = null;
        }
    }

    /** The agent stops, and what it had left to say is gone. */
    private void stopTurn() {
        if (turn != null) {
            turn.cancel();
            turn = null;
        }
        verbatim.clear();
    }

    private void interrupt() {
        if (leaving != null) {
            return; // these are the last words of this chat
        }
        stopTurn();
        MissedSpeech missed = speaker.stop();
        interrupted = true;
        tellInterruption();
        context.history().interrupted(missed);
    }

    private void tellInterruption() {
        client.send(new ServerMessage.UserInterruption(
                context.agent().wallClock().instant().getEpochSecond()));
    }

    @Override
    public void onSpoken(Sentence sentence, SpeechCache.Spoken sound) {
        audible = true;
        speaker.deliver(sentence, sound);
    }

    @Override
    public void onTool(ToolRequest request) {
        tools.call(request);
    }

    @Override
    public void onToolDone(Trigger occasion) {
        reply(occasion);
    }

    @Override
    public void onHangUp() {
        leaving = leaving == null ? client::close : leaving;
    }

    @Override
    public void onSessionNamed(String customSessionId) {
        session.name(customSessionId);
    }

    @Override
    public void onMindFailed(AgentTurn failed, DialogModel.Failure failure, String reason) {
        trouble.withMind(failed, failure, reason);
    }

    @Override
    public void onVoiceFailed(String reason) {
        trouble.withVoice(reason, audible, this::onSpoken);
    }

    @Override
    public void onTurnEnded() {
        boolean silent = isMusing();
        turn = null;
        if (musing != null && !silent) {
            session.forgetTemporary(musing.contexts());
        }
        if (!silent && !tools.areAwaited()) {
            // With a tool still running the agent has more to say: its turn goes on when the tool answers.
            client.send(new ServerMessage.AssistantEnd());
        }
        if (leaving != null) {
            leaving.run();
        } else {
            proceed();
        }
    }
}
