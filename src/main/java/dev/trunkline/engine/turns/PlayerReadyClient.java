package dev.trunkline.engine.turns;

import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a chat sends, as its client can take it. No sound leaves before the client can have opened its player: Hume's own
 * quickstart opens it after the microphone, and drops what came earlier. So the first sound waits for the caller's, or half a
 * second; what the agent does after it waits with it, so that the order stays. And a client is sent no message that it cannot
 * know. Confined to the chat's loop.
 */
public final class PlayerReadyClient implements Client {

    private static final long PLAYER_PATIENCE_NANOS = 500_000_000L;
    private static final int MAX_HELD_TASKS = 1_000; // minutes of sound

    private final Client client;
    private final boolean knowsProsody;
    private final boolean canHold;
    private final Scheduler scheduler;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private Scheduler.@Nullable Timer patience;
    private boolean open;
    private long heldSinceNanos;
    private long heldBackNanos;

    /**
     * @param knowsProsody whether the client can know {@code assistant_prosody}
     * @param canHold whether it has asked for {@code playback_hold}
     */
    public PlayerReadyClient(Client client, boolean knowsProsody, boolean canHold, Scheduler scheduler) {
        this.client = client;
        this.knowsProsody = knowsProsody;
        this.canHold = canHold;
        this.scheduler = scheduler;
    }

    /** The client has been told that its chat is open. */
    public void begin() {
        patience = scheduler.after(PLAYER_PATIENCE_NANOS, this::release);
    }

    /** The client sends sound, and so it has opened its devices. */
    public void clientSounds() {
        if (!open) {
            release();
        }
    }

    @Override
    public void send(ServerMessage message) {
        if (message instanceof ServerMessage.AssistantProsody && !knowsProsody) {
            return;
        }
        if (!open && message instanceof ServerMessage.AudioOutput && held.isEmpty()) {
            heldSinceNanos = scheduler.nowNanos();
            held.add(() -> client.send(message));
        } else if (message instanceof ServerMessage.UserMessage) {
            client.send(message); // what the caller does depends on nothing that the agent says
        } else {
            inTurn(() -> client.send(message));
        }
    }

    /** Whether the client can stop in the middle of what it plays, and go on there. */
    boolean canHold() {
        return canHold;
    }

    /** Does this when everything before it has been sent. */
    void inTurn(Runnable task) {
        if (held.isEmpty()) {
            task.run();
            return;
        }
        held.add(task);
        if (held.size() >= MAX_HELD_TASKS) {
            release();
        }
    }

    /** Nothing waits any more. */
    void release() {
        heldBackNanos = heldBackNanos();
        open = true;
        if (patience != null) {
            patience.cancel();
        }
        while (!held.isEmpty()) {
            held.remove().run();
        }
    }

    /** How much later the client gets the agent's sound than it was given here; grows while the first one waits. */
    long heldBackNanos() {
        return open || held.isEmpty() ? heldBackNanos : scheduler.nowNanos() - heldSinceNanos;
    }

    @Override
    public void fail(Problem problem, String message, String cause) {
        if (problem.endsChat()) {
            release();
        }
        client.fail(problem, message, cause);
    }

    @Override
    public void holdBack(long nanos) {
        client.holdBack(nanos);
    }

    @Override
    public void close() {
        release();
        client.close();
    }

    /** The socket is closed. */
    public void end() {
        held.clear();
        if (patience != null) {
            patience.cancel();
        }
    }
}
