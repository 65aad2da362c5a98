package dev.trunkline.engine.chat;

import dev.trunkline.engine.chat.Turn.Sentence;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.speaking.SpeechCache;
import dev.trunkline.engine.wire.ServerMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks. The agent has the floor while a {@link Turn} is being generated or, by our guess, still being heard; it gives
 * it up when interrupted. An {@link Trigger} to speak waits while the caller speaks, the agent is paused or a tool has
 * not answered; of several only the newest is answered, because the mind sees all that was said anyway.
 *
 * <p>Confined to the chat's loop.
 */
final class Floor implements Turn.Listener, ToolCalls.Listener {

    private static final int MAX_VERBATIM_TEXTS = 64;
    private static final int MAX_VERBATIM_CHARS = 200_000;
    private static final long QUICK_RESPONSE_NANOS = 700_000_000L; // a pause that callers begin to wonder about
    private static final long FAREWELL_PATIENCE_NANOS = 10_000_000_000L;

    private final Chat.Place place;
    private final Equipment equipment;
    private final Session session;
    private final Dialogue dialogue;
    private final Client client;
    private final BooleanSupplier callerBusy;
    private final Speaker speaker;
    private final Foresight foresight;
    private final ToolCalls tools;
    private final Trouble trouble;
    private final Deque<Verbatim> verbatim = new ArrayDeque<>();

    private @Nullable Turn turn;
    private @Nullable DialogRequest musing;
    private @Nullable Trigger pending;
    private boolean audible; // something of this turn
    private boolean paused;
    private boolean interrupted;
    private @Nullable Runnable leaving;

    Floor(Chat.Place place, Session session, Dialogue dialogue, BooleanSupplier callerBusy) {
        this.place = place;
        this.equipment = place.equipment();
        this.client = place.client();
        this.session = session;
        this.dialogue = dialogue;
        this.callerBusy = callerBusy;
        this.speaker = new Speaker(place, dialogue);
        this.foresight = new Foresight(place, session, dialogue);
        this.tools = new ToolCalls(place, session, dialogue, this);
        this.trouble = new Trouble(place);
    }

    ToolCalls tools() {
        return tools;
    }

    /** Whether the caller's speech would interrupt something now. */
    boolean agentHasFloor() {
        boolean audible = place.plan().turns().playbackAware() && speaker.isAudible();
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
    void say(String text, boolean fromText) {
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
        if (runMillis >= place.plan().turns().minInterruptionMillis() && agentHasFloor()) {
            interrupt();
        }
    }

    /** The caller seems to have said {@code line}: what the mind will begin its answer with, if it knows, is spoken ahead. */
    void foresee(ChatMessage line, boolean understood) {
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
        dialogue.add(line);
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
    void hush() {
        if (!paused && leaving == null && speaker.isAudible()) {
            tellInterruption();
        }
    }

    void pause() {
        if (paused || leaving != null) {
            return;
        }
        paused = true;
        dropMusing();
        if (turn != null) {
            stopTurn();
            client.send(new ServerMessage.AssistantEnd());
        }
        place.journal().paused(speaker.stop());
    }

    void resume() {
        if (paused) {
            paused = false;
            place.journal().resumed();
            proceed();
        }
    }

    /** The chat ends: says {@code words} first, whatever was to be said otherwise, and does {@code last} when they are sent. */
    void leave(String words, Runnable last) {
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
    void leave(Trigger.Ending occasion, Runnable last) {
        if (leaving == null) {
            beginToLeave(last);
            think(occasion);
        }
    }

    private void beginToLeave(Runnable last) {
        stopTurn();
        leaving = last;
        pending = null;
        place.scheduler().after(FAREWELL_PATIENCE_NANOS, last); // a mind or a voice may fail in many ways
    }

    void close() {
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

    private Turn begin() {
        Turn next = new Turn(place.loop(), equipment.mouth(), session.voice(), this);
        turn = next;
        musing = null;
        audible = false;
        return next;
    }

    private void recite(Verbatim text) {
        Turn next = begin();
        text.sentences().forEach(next::say);
        next.complete();
    }

    private void think(Trigger occasion) {
        DialogRequest conversation =
                session.conversation(dialogue.lines(), occasion, place.ids().chatId());
        Turn next = begin();
        if (occasion instanceof Trigger.Told) {
            musing = conversation;
        } else {
            session.forgetTemporary(conversation.contexts());
        }
        if (place.plan().shortResponses() && occasion instanceof Trigger.CallerSpoke) {
            Sentence bridge = new Sentence(equipment.phrases().oneMoment(), false, true);
            place.scheduler().after(QUICK_RESPONSE_NANOS, () -> next.bridge(bridge));
        }
        try {
            next.thinkingWith(equipment.mind().generate(conversation, next));
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
        Playout.Missed missed = speaker.stop();
        interrupted = true;
        tellInterruption();
        place.journal().interrupted(missed);
    }

    private void tellInterruption() {
        client.send(new ServerMessage.UserInterruption(
                equipment.wallClock().instant().getEpochSecond()));
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
    public void onMindFailed(Turn failed, DialogModel.Failure failure, String reason) {
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
