package dev.trunkline.engine.chat;

import dev.trunkline.engine.chat.Turn.Sentence;
import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Line;
import dev.trunkline.engine.mind.Occasion;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.speaking.Mouth;
import dev.trunkline.engine.speaking.Sentences;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks. The agent has the floor while a {@link Turn} is being generated or, by our guess, still being heard; it gives
 * it up when interrupted. An {@link Occasion} to speak waits while the caller speaks, the agent is paused or a tool has
 * not answered; of several only the newest is answered, because the mind sees all that was said anyway.
 *
 * <p>Confined to the chat's loop.
 */
final class Floor implements Turn.Listener {

    private static final int MAX_AWAITED_TOOLS = 32;
    private static final int MAX_VERBATIM_TEXTS = 64;

    /**
     * Words that somebody else chose.
     *
     * @param fromText true when the client did
     */
    private record Verbatim(String text, boolean fromText) {}

    private final Equipment equipment;
    private final ChatPlan plan;
    private final ChatGroups.Group history;
    private final Session session;
    private final Client client;
    private final Scheduler scheduler;
    private final Executor loop;
    private final BooleanSupplier callerBusy;
    private final Playout playout = new Playout();
    private final Map<String, ToolRequest> awaited = new LinkedHashMap<>();
    private final Deque<Verbatim> verbatim = new ArrayDeque<>();

    private @Nullable Turn turn;
    private @Nullable Occasion pending;
    private boolean paused;
    private boolean interrupted;
    private boolean leaving;

    Floor(Chat.Place place, Session session, ChatGroups.Group history, BooleanSupplier callerBusy) {
        this.equipment = place.equipment();
        this.plan = place.plan();
        this.client = place.client();
        this.scheduler = place.scheduler();
        this.loop = place.loop();
        this.session = session;
        this.history = history;
        this.callerBusy = callerBusy;
    }

    /** Whether the caller's speech would interrupt something now. */
    boolean agentHasFloor() {
        boolean audible = plan.turns().playbackAware() && playout.isAudible(scheduler.nowNanos());
        return turn != null || audible;
    }

    /** Whether nobody speaks, and the agent waits for nothing but the caller. */
    boolean isQuiet() {
        return turn == null && pending == null && !paused && awaited.isEmpty() && !callerBusy.getAsBoolean();
    }

    /** How long the agent's last sound has been over. */
    long quietNanos() {
        return playout.quietNanos(scheduler.nowNanos());
    }

    /** Says {@code text} word for word, after what is being said. */
    void say(String text, boolean fromText) {
        if (verbatim.size() < MAX_VERBATIM_TEXTS) {
            verbatim.add(new Verbatim(text, fromText));
            proceed();
        }
    }

    /** The caller has been speaking for {@code runMillis} without a pause. */
    void onCallerSpeech(long runMillis) {
        if (runMillis >= plan.turns().minInterruptionMillis() && agentHasFloor()) {
            interrupt();
        }
    }

    /** The caller said something: answer it. */
    void onCallerWords(String text, boolean understood) {
        if (agentHasFloor()) {
            interrupt();
        }
        history.add(Line.of(Line.Who.CALLER, text));
        reply(new Occasion.CallerSpoke(text, understood, interrupted));
        interrupted = false;
    }

    /** The caller stopped, and it was nothing. */
    void onCallerNothing() {
        if (interrupted && pending == null) {
            interrupted = false;
            reply(new Occasion.CallerSpoke("", false, true));
        } else {
            proceed();
        }
    }

    /** Speaks about {@code occasion} as soon as it may. */
    void reply(Occasion occasion) {
        pending = occasion;
        proceed();
    }

    void pause() {
        paused = true;
        if (turn != null) {
            stopTurn();
            client.send(new ServerMessage.AssistantEnd());
        }
        playout.stop(scheduler.nowNanos(), history);
    }

    void resume() {
        paused = false;
        proceed();
    }

    /** A tool answered; an id that nobody waits for is ignored. */
    void onToolResponse(String toolCallId, String content) {
        ToolRequest request = awaited.remove(toolCallId);
        if (request != null) {
            history.add(Line.of(Line.Who.TOOL, content));
            reply(new Occasion.ToolSucceeded(request.name(), content));
        }
    }

    /** A tool failed; an id that nobody waits for is ignored. */
    void onToolError(String toolCallId, @Nullable String content) {
        ToolRequest request = awaited.remove(toolCallId);
        if (request != null) {
            String speakable = content == null ? session.fallbackOf(request.name()) : content;
            history.add(Line.of(Line.Who.TOOL, speakable));
            reply(new Occasion.ToolFailed(request.name(), speakable));
        }
    }

    void close() {
        leaving = true;
        pending = null;
        stopTurn();
    }

    private void proceed() {
        if (turn != null || leaving) {
            return;
        }
        Verbatim text = verbatim.poll();
        if (text != null) {
            recite(text);
        } else if (pending != null && !paused && awaited.isEmpty() && !callerBusy.getAsBoolean()) {
            Occasion occasion = pending;
            pending = null;
            think(occasion);
        }
    }

    private void recite(Verbatim text) {
        Turn next = new Turn(loop, equipment.mouth(), this);
        turn = next;
        Sentences.split(text.text).forEach(sentence -> next.say(new Sentence(sentence, text.fromText)));
        next.complete();
    }

    private void think(Occasion occasion) {
        Conversation conversation = new Conversation(
                session.systemPrompt(),
                history.lines(),
                session.contexts(),
                session.tools(),
                List.copyOf(plan.builtinTools().keySet()),
                occasion,
                new Conversation.Model(plan.model(), null, session.customSessionId(), ""));
        session.forgetTemporaryContexts();
        Turn next = new Turn(loop, equipment.mouth(), this);
        turn = next;
        next.thinkingWith(equipment.mind().think(conversation, next));
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
        stopTurn();
        playout.stop(scheduler.nowNanos(), history);
        interrupted = true;
        client.send(new ServerMessage.UserInterruption(
                equipment.wallClock().instant().getEpochSecond()));
    }

    @Override
    public void onSpoken(Sentence sentence, Mouth.Spoken sound) {
        String id = UUID.randomUUID().toString().replace("-", "");
        client.send(new ServerMessage.AssistantMessage(id, sentence.text(), sound.scores(), sentence.fromText()));
        long durationNanos = 0;
        List<Mouth.Chunk> chunks = sound.chunks();
        for (int index = 0; index < chunks.size(); index++) {
            Mouth.Chunk chunk = chunks.get(index);
            client.send(new ServerMessage.AudioOutput(id, index, chunk.wavBase64()));
            durationNanos += chunk.durationNanos();
        }
        client.send(new ServerMessage.AssistantProsody(id, sound.scores()));
        Line line = Line.of(Line.Who.AGENT, sentence.text());
        history.add(line);
        playout.add(line, scheduler.nowNanos(), durationNanos);
    }

    @Override
    public void onTool(ToolRequest request) {
        String id = UUID.randomUUID().toString();
        boolean wait = !request.builtin() && awaited.size() < MAX_AWAITED_TOOLS;
        client.send(new ServerMessage.ToolCall(id, request.name(), request.parametersJson(), request.builtin(), wait));
        if (wait) {
            awaited.put(id, request);
        } else if (request.name().equals(ToolRequest.HANG_UP)) {
            client.send(new ServerMessage.BuiltinResponse(id, request.name(), "The chat ends now."));
            leaving = true;
        }
    }

    @Override
    public void onTurnFailed(String what, String reason) {
        client.fail(Problem.INTERNAL, "The " + what + " failed.", reason);
    }

    @Override
    public void onTurnEnded() {
        turn = null;
        if (awaited.isEmpty()) {
            // With a tool still running the agent has more to say: its turn goes on when the tool answers.
            client.send(new ServerMessage.AssistantEnd());
        }
        if (leaving) {
            client.close();
        } else {
            proceed();
        }
    }
}
