package dev.trunkline.engine.realtime;

import dev.trunkline.engine.controlplane.ControlResult;
import dev.trunkline.engine.controlplane.Observers;
import dev.trunkline.engine.controlplane.OpenChat;
import dev.trunkline.engine.controlplane.OpenChats;
import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.realtime.session.ServedSession;
import dev.trunkline.engine.realtime.wire.ClientEventReader;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.net.loop.LoopScheduler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
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

    private final AgentParts agent;
    private final ChatPlan plan;
    private final SessionConfig config;
    private final History history;
    private final OpenChats open;
    private final ChatIds ids = new ChatIds(newId(), newId(), newId());
    private final String sessionId = "sess_" + ids.chatId();
    private volatile @Nullable ChannelHandlerContext channel;
    private @Nullable SocketPeer peer;
    private @Nullable ServedSession session;
    private boolean failed;

    SessionSocket(AgentParts agent, ChatPlan plan, SessionConfig config, History history, OpenChats open) {
        this.agent = agent;
        this.history = history;
        this.plan = plan;
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
            ServedSession opened =
                    ServedSession.of(sessionId, agent, plan, config, kept(), other, scheduler, ctx.executor());
            session = opened;
            open.add(sessionId, this);
            LOG.atInfo()
                    .addKeyValue("sessionId", sessionId)
                    .addKeyValue("model", config.model())
                    .log("session opened");
            opened.open();
            long quietMillis = plan.limits().inactivityMillis();
            ctx.pipeline().addFirst(new QuietClient(quietMillis, () -> other.close(SocketPeer.GOING_AWAY)));
        }
        ctx.fireUserEventTriggered(event);
    }

    private ChatHistoryWriter kept() {
        return new ChatHistoryWriter(history, ids, agent.wallClock());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (session != null && peer != null && !peer.isClosing() && frame instanceof TextWebSocketFrame text) {
            session.receive(ClientEventReader.read(text.text()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        open.giveSeatBack();
        open.remove(sessionId);
        if (peer != null) {
            peer.end();
        }
        if (session != null) {
            session.close(failed);
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
                failed = true;
                LOG.atError()
                        .addKeyValue("sessionId", sessionId)
                        .setCause(cause)
                        .log("session failed");
                if (peer != null) {
                    peer.close(SocketPeer.INTERNAL_ERROR);
                }
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
                : CompletableFuture.runAsync(this::sendAway, ctx.executor());
    }

    private void sendAway() {
        failed = true;
        if (peer != null) {
            peer.close(SocketPeer.GOING_AWAY);
        }
    }
}
