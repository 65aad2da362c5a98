package dev.trunkline.ai.evi;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.evi.EviCommand.SessionSettings;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.net.websocket.ClientSocket;
import dev.trunkline.net.websocket.ConnectFailure;
import dev.trunkline.net.websocket.SocketTimeouts;
import dev.trunkline.time.Scheduler;
import io.netty.buffer.ByteBuf;

/**
 * One chat: from the first packet to exactly one {@link AiEvents#onLost}, or to our {@link #close}, after which nothing is
 * told. {@code session_settings} goes out as soon as the socket is open, so that sound may follow the moment
 * {@code chat_metadata} has made the chat ready. Confined to the call's loop.
 */
final class EviChat implements ClientSocket.Owner<EviMessage> {

    /** Some seconds of sound. More is better kept by the call, as mu-law and for the next chat, if need be. */
    private static final int MOST_UNSENT_BYTES = 256 << 10;

    private final AgentProfile profile;
    private final EviCodec codec;
    private final EviReporter reporter;
    private final Owner owner;
    private final ClientSocket<EviMessage> socket;
    private boolean deaf;

    /** Who asked for it. */
    @FunctionalInterface
    interface Owner {
        /** EVI does not accept our credentials; true when another chat is tried, and nothing is told of this one. */
        boolean triesAgain();

        /** It is over, or will be as soon as EVI has closed as well. */
        default void onOver() {}
    }

    EviChat(
            SocketTimeouts timeouts,
            AgentProfile profile,
            AiEvents events,
            EviCodec codec,
            Scheduler scheduler,
            Owner owner) {
        this.profile = profile;
        this.codec = codec;
        this.reporter = new EviReporter(events, scheduler);
        this.owner = owner;
        this.socket = new ClientSocket<>(
                profile.sessionId(), timeouts, MOST_UNSENT_BYTES, scheduler, codec, EviCodec::new, this);
    }

    /** What it is spoken through. */
    ClientSocket<EviMessage> socket() {
        return socket;
    }

    /** Whether EVI ever said that it hears us. */
    boolean wasReady() {
        return reporter.isReady();
    }

    /** Whether it was given up because EVI did not show that it reads us. */
    boolean wasDeaf() {
        return deaf;
    }

    /** There will be no connection. */
    void fail(AiLoss.Kind kind, String detail) {
        lose(reporter.lossByFailure(kind, detail));
    }

    @Override
    public void onFailure(ConnectFailure failure) {
        if (failure.isUnauthorised() && owner.triesAgain()) {
            close();
            return;
        }
        fail(EviLosses.ofFailure(failure), failure.detail());
    }

    @Override
    public void onOpen() {
        EviLeg leg = new EviLeg(socket, codec, SoundFormat.linear16(profile.inputSampleRateHz()), this::close);
        leg.send(SessionSettings.opening(profile));
        socket.flush();
        reporter.opened(leg);
        socket.expect("chat_metadata");
    }

    @Override
    public void onMessage(EviMessage message) {
        if (message instanceof EviMessage.ChatMetadata) {
            socket.stopWaiting();
        }
        reporter.tell(message);
        if (reporter.isRefused()) {
            lose(reporter.lossByClose(0, "refused before it was ready"));
        } else if (message instanceof EviMessage.UserMessage user && !user.interim()) {
            socket.ping(); // what was understood need not be said again, should this chat be lost
        }
    }

    @Override
    public void onBinary(ByteBuf bytes) {
        onMessage(new EviMessage.Rejected(Rejection.BINARY_FRAME));
    }

    @Override
    public void onRead(long soundBytes) {
        reporter.tellCallerHeard(soundBytes);
    }

    @Override
    public void onClose(int code, String reason) {
        lose(reporter.lossByClose(code, "closed with " + code));
    }

    @Override
    public void onCut(String detail) {
        lose(reporter.lossByClose(0, detail));
    }

    @Override
    public void onDeaf(String detail) {
        deaf = true;
        fail(AiLoss.Kind.DROPPED, detail);
    }

    /** Ends the chat from our side; nothing more is told. */
    void close() {
        if (!socket.isOver()) {
            end(ClientSocket.NORMAL);
        }
    }

    private void lose(AiLoss loss) {
        if (!socket.isOver()) {
            end(loss.closeCode() == 0 ? ClientSocket.GOING_AWAY : ClientSocket.NORMAL);
            reporter.tellLost(loss);
        }
    }

    private void end(int closeCode) {
        socket.close(closeCode);
        reporter.silence();
        owner.onOver();
    }
}
