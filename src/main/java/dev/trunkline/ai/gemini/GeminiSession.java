package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.net.websocket.ClientSocket;
import dev.trunkline.net.websocket.ConnectFailure;
import dev.trunkline.time.Scheduler;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: from the first packet to exactly one {@link AiEvents#onLost}, or to our {@link #close}, after which nothing is told.
 * {@code setup} goes out as soon as the socket is open and no other connection has the session. Where one has it, because this one is
 * to take its place, this one is as ready as it can be: the call is told so, and {@code setup} follows when the other one is closed; until
 * {@code setupComplete} it takes no sound, which the call keeps. Confined to the call's loop.
 */
final class GeminiSession
        implements ClientSocket.Owner<GeminiMessage>, GeminiConversation.Holder, GeminiExchange.Connection {

    /** Some seconds of sound. More is better kept by the call, as mu-law and for the next connection, if need be. */
    private static final int MOST_UNSENT_BYTES = 256 << 10;
    /** How long the next connection waits for the end of this one, at most. */
    private static final long PARTING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final GeminiSettings settings;
    private final AgentProfile profile;
    private final AiEvents events;
    private final GeminiCodec codec;
    private final Scheduler scheduler;
    private final GeminiConversation conversation;
    private final ClientSocket<GeminiMessage> socket;
    private final Runnable onOver;
    private final List<Runnable> waiting = new ArrayList<>(); // for the end of this one

    private @Nullable GeminiExchange exchange; // from the open socket on
    private boolean gone;

    /** @param onOver when it is, or will be as soon as the service has closed as well */
    GeminiSession(
            GeminiSettings settings,
            AgentProfile profile,
            AiEvents events,
            GeminiCodec codec,
            Scheduler scheduler,
            GeminiConversation conversation,
            Runnable onOver) {
        this.settings = settings;
        this.profile = profile;
        this.events = events;
        this.codec = codec;
        this.scheduler = scheduler;
        this.conversation = conversation;
        this.onOver = onOver;
        this.socket = new ClientSocket<>(
                profile.sessionId(), settings.timeouts(), MOST_UNSENT_BYTES, scheduler, codec, GeminiCodec::new, this);
    }

    /** What it is spoken through. */
    ClientSocket<GeminiMessage> socket() {
        return socket;
    }

    @Override
    public void onOpen() {
        GeminiExchange opened =
                new GeminiExchange(socket, settings, profile, events, codec, scheduler, conversation, this);
        exchange = opened;
        socket.whenClosed(this::part);
        if (!conversation.isFree()) {
            opened.tellReady();
        }
        conversation.whenFree(() -> setUp(opened));
    }

    private void setUp(GeminiExchange opened) {
        if (!socket.isOver()) {
            conversation.hold(this);
            opened.setUp();
            socket.expect("setupComplete");
        }
    }

    @Override
    public void onTaken() {
        socket.stopWaiting();
    }

    @Override
    public boolean takesBinaryTexts() {
        return true;
    }

    @Override
    public void onMessage(GeminiMessage message) {
        if (exchange != null) {
            exchange.read(message);
        }
    }

    @Override
    public void onBinary(ByteBuf bytes) {
        onMessage(codec.decode(bytes));
    }

    @Override
    public void onRead(long soundBytes) {
        if (exchange != null) {
            exchange.soundRead().onRead(soundBytes);
        }
    }

    @Override
    public void onFailure(ConnectFailure failure) {
        lose(new AiLoss(GeminiLosses.ofFailure(failure), 0, null, failure.detail()));
    }

    @Override
    public void onClose(int code, String reason) {
        if (exchange != null) {
            lose(exchange.lossByClose(code, reason));
        }
    }

    @Override
    public void onCut(String detail) {
        boolean isAnnounced = exchange != null && exchange.isEndAnnounced();
        lose(new AiLoss(isAnnounced ? AiLoss.Kind.DURATION_LIMIT : AiLoss.Kind.DROPPED, 0, null, detail));
    }

    @Override
    public void onDeaf(String detail) {
        lose(new AiLoss(AiLoss.Kind.DROPPED, 0, null, detail));
    }

    /** Ends the session from our side; nothing more is told. */
    @Override
    public void close() {
        if (!socket.isOver()) {
            end(ClientSocket.NORMAL);
        }
    }

    private void lose(AiLoss loss) {
        end(loss.closeCode() == 0 ? ClientSocket.GOING_AWAY : ClientSocket.NORMAL);
        events.onLost(loss);
    }

    private void end(int closeCode) {
        socket.close(closeCode);
        onOver.run();
        if (exchange != null) {
            exchange.end();
            scheduler.after(PARTING_NANOS, this::part);
        }
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public void whenGone(Runnable then) {
        waiting.add(then);
    }

    private void part() {
        gone = true;
        List<Runnable> released = List.copyOf(waiting);
        waiting.clear();
        released.forEach(Runnable::run);
    }
}
