package dev.trunkline.engine.realtime;

import dev.trunkline.engine.controlplane.ControlResult;
import dev.trunkline.engine.controlplane.Observers;
import dev.trunkline.engine.controlplane.OpenChat;
import dev.trunkline.engine.controlplane.OpenChats;
import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.realtime.session.ServedSession;
import dev.trunkline.engine.realtime.wire.ClientEventReader;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.net.loop.LoopScheduler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's WebSocket: gives the session what comes in, and ends it with the connection. What goes out is the {@link SocketPeer}'s. Confined to the
 * channel's loop, which is the session's, except where it is an {@link OpenChat}.
 */
final class SessionSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements OpenChat {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSocket.class);

    private final ServedSession.Parts parts;
    private final SessionConfig config;
    private final History history;
    private final OpenChats open;
    private final String chatId = newId();
    private final String sessionId = "sess_" + chatId;
    private final ChatIds ids = new ChatIds(chatId, sessionId, newId()); // its client knows it by no other name
    private volatile @Nullable ChannelHandlerContext channel;
    private @Nullable SocketPeer peer;
    private @Nullable ServedSession session;

    SessionSocket(ServedSession.Parts parts, SessionConfig config, History history, OpenChats open) {
        this.parts = parts;
        this.history = history;
        this.config = config;
        this.open = open;
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            channel = ctx;
            SocketPeer other = new SocketPeer(ctx, sessionId);
            peer = other;
            LoopScheduler scheduler = LoopScheduler.of(ctx.channel().eventLoop());
            ServedSession opened = ServedSession.of(sessionId, parts, config, kept(), other, scheduler, ctx.executor());
            session = opened;
            open.add(sessionId, this);
            LOG.atInfo()
                    .addKeyValue("sessionId", sessionId)
                    .addKeyValue("model", config.model())
                    .log("session opened");
            opened.open();
            long quietMillis = parts.plan().limits().inactivityMillis();
            ctx.pipeline()
                    .addFirst(new QuietClient(
                            quietMillis,
                            () -> other.close(SocketPeer.GOING_AWAY, ChatEntry.Status.INACTIVITY_TIMEOUT)));
        }
        ctx.fireUserEventTriggered(event);
    }

    private ChatHistoryWriter kept() {
        return new ChatHistoryWriter(history, ids, parts.agent().wallClock());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (session == null || peer == null || peer.isClosing()) {
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            session.receive(ClientEventReader.read(text.text()));
        } else if (frame instanceof BinaryWebSocketFrame) {
            session.receive(ClientEventReader.binary());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        open.giveSeatBack();
        open.remove(sessionId);
        ChatEntry.Status gone = ChatEntry.Status.USER_ENDED;
        ChatEntry.Status why = peer == null ? gone : peer.end(gone);
        if (session != null) {
            session.close(why);
            session = null;
            LOG.atInfo().addKeyValue("sessionId", sessionId).log("session closed");
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (PeerTrouble.of(cause)) {
            case LOST -> ctx.close();
            case VIOLATION -> // The decoder has sent its close frame already.
                LOG.atWarn()
                        .addKeyValue("sessionId", sessionId)
                        .addKeyValue("cause", PeerTrouble.describe(cause))
                        .log("protocol violated");
            case NONE -> {
                LOG.atError()
                        .addKeyValue("sessionId", sessionId)
                        .setCause(cause)
                        .log("session failed");
                close(SocketPeer.INTERNAL_ERROR);
            }
        }
    }

    @Override
    public String chatId() {
        return sessionId;
    }

    @Override
    public @Nullable Observers observers() {
        return null; // they would be shown EVI's messages
    }

    @Override
    public CompletableFuture<ControlResult> steer(ClientMessage message) {
        return CompletableFuture.completedFuture(new ControlResult.TooLate()); // EVI's messages mean nothing here
    }

    @Override
    public CompletableFuture<Void> goAway() {
        ChannelHandlerContext ctx = channel;
        return ctx == null || ctx.executor().isShuttingDown()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> close(SocketPeer.GOING_AWAY), ctx.executor());
    }

    private void close(int code) {
        if (peer != null) {
            peer.close(code, ChatEntry.Status.ERROR);
        }
    }
}
