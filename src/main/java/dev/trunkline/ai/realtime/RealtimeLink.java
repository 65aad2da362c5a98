package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText;
import dev.trunkline.ai.realtime.RealtimeEvent.Rejected;
import dev.trunkline.net.websocket.ClientSocket;
import dev.trunkline.net.websocket.ConnectFailure;
import dev.trunkline.time.Scheduler;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One session: from the first packet to exactly one {@link AiEvents#onLost}, or to our {@link #close}, after which nothing is told. Confined
 * to the call's loop.
 */
final class RealtimeLink implements ClientSocket.Owner<RealtimeEvent> {

    /** Some seconds of sound. More is better kept by the call, for the next session, if need be. */
    private static final int MOST_UNSENT_BYTES = 128 << 10;

    private final RealtimeSettings settings;
    private final AgentProfile profile;
    private final AiEvents events;
    private final RealtimeCodec codec;
    private final Scheduler scheduler;
    private final SessionLife life;
    private final RealtimeDialogue dialogue;
    private final ClientSocket<RealtimeEvent> socket;
    private final Runnable onOver;

    private @Nullable RealtimeLeg leg; // from the open socket on
    private boolean deaf;
    private boolean closed; // by us

    /** @param onOver when it is over, or will be as soon as the far end has closed as well */
    RealtimeLink(
            RealtimeSettings settings,
            AgentProfile profile,
            AiEvents events,
            RealtimeCodec codec,
            Scheduler scheduler,
            Runnable onOver) {
        this.settings = settings;
        this.profile = profile;
        this.events = events;
        this.codec = codec;
        this.scheduler = scheduler;
        this.onOver = onOver;
        this.life = new SessionLife(settings, events, scheduler, this::onLost);
        this.dialogue = new RealtimeDialogue(profile, events, scheduler, life);
        this.socket = new ClientSocket<>(
                profile.sessionId(),
                settings.timeouts(),
                MOST_UNSENT_BYTES,
                scheduler,
                codec,
                RealtimeCodec::new,
                this);
    }

    /** What it is spoken through. */
    ClientSocket<RealtimeEvent> socket() {
        return socket;
    }

    /** Whether the far end ever took the session. */
    boolean wasReady() {
        return life.isReady();
    }

    /** Whether it was given up because the far end did not show that it reads us. */
    boolean wasDeaf() {
        return deaf;
    }

    @Override
    public void onOpen() {
        SessionText session = new SessionText(settings.dialect(), profile);
        RealtimeLeg opened = new RealtimeLeg(socket, codec, settings.dialect(), session, scheduler, this::close);
        leg = opened;
        dialogue.opened(opened);
        socket.expect("session");
    }

    @Override
    public void onMessage(RealtimeEvent event) {
        boolean wasReady = life.isReady();
        dialogue.tell(event);
        if (!wasReady && life.isReady()) {
            socket.stopWaiting();
        }
        if (leg != null && !life.isOver()) {
            leg.flushAnswers();
        }
        if (event instanceof CallerText text && text.extent() == CallerText.Extent.WHOLE) {
            socket.ping(); // what was understood need not be said again, should this session be lost
        }
    }

    @Override
    public void onBinary(ByteBuf bytes) {
        onMessage(new Rejected(EventRejection.BINARY_FRAME));
    }

    @Override
    public void onRead(long soundBytes) {
        if (life.isReady()) {
            events.onCallerHeard(soundBytes);
        }
    }

    @Override
    public void onFailure(ConnectFailure failure) {
        life.lose(RealtimeLosses.ofFailure(failure), failure.detail());
    }

    @Override
    public void onClose(int code, String reason) {
        life.loseByClose(code, reason, "closed with " + code);
    }

    @Override
    public void onCut(String detail) {
        life.loseByClose(0, "", detail);
    }

    @Override
    public void onDeaf(String detail) {
        deaf = true;
        life.lose(AiLoss.Kind.DROPPED, detail);
    }

    /** Ends the session from our side; nothing more is told. */
    void close() {
        closed = true;
        if (!life.isOver()) {
            life.close();
            end(ClientSocket.NORMAL);
        }
    }

    private void onLost(AiLoss loss) {
        try {
            if (leg != null) {
                leg.words().release(); // what was heard is told before the end is
            }
        } finally {
            end(loss.closeCode() == 0 ? ClientSocket.GOING_AWAY : ClientSocket.NORMAL);
            if (!closed) {
                events.onLost(loss);
            }
        }
    }

    private void end(int closeCode) {
        socket.close(closeCode);
        if (leg != null) {
            leg.end();
        }
        onOver.run();
    }
}
