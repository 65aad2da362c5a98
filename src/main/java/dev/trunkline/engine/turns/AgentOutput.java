package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.conversation.MissedSpeech;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.speech.echo.PlayedLevels;
import dev.trunkline.time.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sends what the agent says, sentence by sentence in the documented order, and knows what of it the caller can have heard.
 * Confined to the chat's loop.
 */
final class AgentOutput {

    private static final long CLIENTS_LEAD_NANOS =
            160_000_000L; // which our bridge's telephone plays before it is silent

    private final ChatContext context;
    private final ConversationView conversation;
    private final Scheduler scheduler;
    private final long openedNanos;
    private final PlayedLevels played = new PlayedLevels();
    private final PlayoutEstimate playout = new PlayoutEstimate();
    private long pausedNanos; // for which the client held what it plays
    private boolean held;
    private long heldSinceNanos;

    AgentOutput(ChatContext context, ConversationView conversation) {
        this.context = context;
        this.conversation = conversation;
        this.scheduler = context.scheduler();
        this.openedNanos = scheduler.nowNanos();
    }

    void deliver(AgentTurn.Sentence sentence, CachedSynthesizer.Spoken sound) {
        Client client = context.client();
        String id = UUID.randomUUID().toString().replace("-", "");
        client.send(new ServerMessage.AssistantMessage(
                id,
                sentence.text(),
                sound.scores(),
                sentence.fromText(),
                sentence.quick(),
                context.agent().phrases().language()));
        long durationNanos = 0;
        List<CachedSynthesizer.Chunk> chunks = sound.chunks();
        for (int index = 0; index < chunks.size(); index++) {
            CachedSynthesizer.Chunk chunk = chunks.get(index);
            client.send(new ServerMessage.AudioOutput(id, index, chunk.base64()));
            context.latency().agentSpoke();
            durationNanos += chunk.durationNanos();
        }
        client.send(new ServerMessage.AssistantProsody(id, sound.scores()));
        remember(sentence.text(), sound, durationNanos);
    }

    /** Announces a sentence that only fills the time: neither the conversation nor its history has it. */
    void announceFiller(String id, String text, Map<String, Double> scores) {
        context.client()
                .send(new ServerMessage.AssistantMessage(
                        id, text, scores, false, true, context.agent().phrases().language()));
    }

    /** Sends sound that only fills the time, behind what is being heard; returns when it will have been heard. */
    long fill(String id, int index, CachedSynthesizer.Chunk sound) {
        PlayerReadyClient client = context.client();
        client.send(new ServerMessage.AudioOutput(id, index, sound.base64()));
        long untilNanos = playout.fill(playerNanos(), sound.durationNanos());
        long fromNanos = untilNanos - sound.durationNanos();
        played.add(fromNanos, sound.levels());
        client.inTurn(
                () -> context.recording().agent(List.of(sound.base64()), fromNanos + standingNanos() - openedNanos));
        return untilNanos + standingNanos();
    }

    /** The filler of that id is over. */
    void endFiller(String id, Map<String, Double> scores) {
        context.client().send(new ServerMessage.AssistantProsody(id, scores));
    }

    private void remember(String text, CachedSynthesizer.Spoken sound, long durationNanos) {
        long nowNanos = playerNanos();
        long fromNanos = playout.nextNanos(nowNanos);
        List<String> wavs =
                sound.chunks().stream().map(CachedSynthesizer.Chunk::base64).toList();
        PlayerReadyClient client = context.client();
        client.inTurn(() -> context.recording().agent(wavs, fromNanos + standingNanos() - openedNanos));
        long chunkNanos = fromNanos;
        for (CachedSynthesizer.Chunk chunk : sound.chunks()) {
            played.add(chunkNanos, chunk.levels());
            chunkNanos += chunk.durationNanos();
        }
        ChatMessage line = ChatMessage.of(ChatMessage.Role.AGENT, text)
                .sounding(sound.scores(), millis(fromNanos), millis(fromNanos + durationNanos));
        conversation.add(line);
        playout.add(line, context.history().agentSaid(text, sound.scores()), nowNanos, durationNanos);
    }

    /** The time where the sound is heard: it stands still while the first of it is held back, and while the client pauses. */
    long playerNanos() {
        return scheduler.nowNanos() - standingNanos();
    }

    /** What the caller hears, and when, by {@link #playerNanos}. */
    PlayedLevels played() {
        return played;
    }

    /** For how long it has stood still. */
    private long standingNanos() {
        return context.client().heldBackNanos() + pausedNanos();
    }

    private long pausedNanos() {
        return pausedNanos + (held ? Math.max(0, scheduler.nowNanos() - heldSinceNanos - CLIENTS_LEAD_NANOS) : 0);
    }

    /** The client stops where it is, if it is one that can. */
    void hold() {
        if (context.client().canHold() && !held && isAudible()) {
            held = true;
            heldSinceNanos = scheduler.nowNanos();
            context.client().send(new ServerMessage.PlaybackHold(true));
        }
    }

    /** It goes on there. */
    void goOn() {
        if (held) {
            endHold();
            context.client().send(new ServerMessage.PlaybackHold(false));
        }
    }

    private void endHold() {
        long paused = pausedNanos();
        context.recording().postpone(heldSinceNanos - openedNanos, paused - pausedNanos);
        pausedNanos = paused;
        held = false;
    }

    /** Whether what the caller hears, or heard last, is a question that can be answered. */
    boolean hasAsked() {
        return playout.hasAsked(playerNanos());
    }

    private long millis(long atNanos) {
        return (atNanos - openedNanos) / 1_000_000;
    }

    /** Whether the caller is hearing something, by our guess. */
    boolean isAudible() {
        return playout.isAudible(playerNanos());
    }

    /** How long the agent's last sound has been over. */
    long quietNanos() {
        return playout.quietNanos(playerNanos());
    }

    /** The caller has interrupted: the client is to stop what it plays. */
    void tellInterruption() {
        context.client()
                .send(new ServerMessage.UserInterruption(
                        context.agent().wallClock().instant().getEpochSecond()));
    }

    /** The client stops playing: what was not heard was not said. */
    MissedSpeech stop() {
        fallSilent();
        return playout.stop(playerNanos(), conversation);
    }

    /** The caller interrupts: what was not heard was not said, and the client is told. */
    void interrupt() {
        MissedSpeech missed = stop();
        tellInterruption();
        context.history().interrupted(missed);
    }

    /** From now on nobody hears what was sent. */
    void fallSilent() {
        if (held) {
            endHold();
        }
        context.client().release();
        played.cut(playerNanos());
        context.recording().cut(scheduler.nowNanos() - openedNanos);
    }
}
