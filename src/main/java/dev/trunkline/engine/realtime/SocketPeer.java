package dev.trunkline.engine.realtime;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.realtime.session.Peer;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.ServerEventWriter;
import dev.trunkline.engine.realtime.wire.WireId;
import dev.trunkline.net.connection.ReadPause;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client at the other end of a session's WebSocket: what it is sent, how much it may leave unread, and how its session ends. Confined to the
 * channel's loop.
 */
final class SocketPeer implements Peer {

    static final int GOING_AWAY = 1001;
    static final int INTERNAL_ERROR = 1011;

    private static final Logger LOG = LoggerFactory.getLogger(SocketPeer.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int MAX_UNSENT_BYTES =
            32 * 1024 * 1024; // as EVI's: minutes of sound that the client does not read

    private final ChannelHandlerContext channel;
    private final ReadPause pause;
    private final String sessionId;
    private final String eventPrefix = WireId.next("event") + "_";
    private long events;
    private ChatEntry.@Nullable Status ending;

    SocketPeer(ChannelHandlerContext channel, String sessionId) {
        this.channel = channel;
        this.pause = new ReadPause(channel);
        this.sessionId = sessionId;
        channel.channel()
                .config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES));
    }

    boolean isClosing() {
        return ending != null;
    }

    @Override
    public void send(ServerEvent event) {
        if (isClosing()) {
            return;
        }
        byte[] frame = ServerEventWriter.write(event, eventPrefix + ++events);
        channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
        if (channel.channel().isActive() && !channel.channel().isWritable()) {
            LOG.atWarn().addKeyValue("sessionId", sessionId).log("client does not read, session dropped");
            end(ChatEntry.Status.ERROR);
            channel.close();
        }
    }

    @Override
    public void holdBack(long nanos) {
        pause.atLeast(nanos);
    }

    @Override
    public void close(ChatEntry.Status why) {
        close(NORMAL_CLOSURE, why);
    }

    void close(int code, ChatEntry.Status why) {
        if (!isClosing()) {
            end(why);
            channel.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Nothing more is sent. Returns why: only the first reason counts. */
    ChatEntry.Status end(ChatEntry.Status why) {
        ChatEntry.Status first = ending == null ? why : ending;
        ending = first;
        return first;
    }
}
