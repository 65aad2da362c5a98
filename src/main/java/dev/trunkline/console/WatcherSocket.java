package dev.trunkline.console;

import dev.trunkline.net.connection.PeerTrouble;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watcher at the end of a WebSocket: events go down, and for one call its sound; up comes an operator's microphone. Confined to its
 * own channel's loop, but for what a {@link Watcher} is told on the feed's.
 */
final class WatcherSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(WatcherSocket.class);
    private static final int INTERNAL_ERROR = 1011;
    private static final int PING_SECONDS = 3;
    private static final int SILENT_SECONDS = 10; // a caller must not wait long for a person who is gone

    private final EventFeed feed;
    private final @Nullable ListenedCall sound;
    private final @Nullable Microphone microphone;
    private final Backlog backlog;
    private volatile @Nullable ChannelHandlerContext channel;
    private volatile boolean isOver;
    private @Nullable Future<?> pings;

    /**
     * @param feed with a seat taken, which is given back in the end
     * @param callSid null for all calls
     * @param sound of that call, or null when it is not listened to
     * @param microphone null for who only listens
     */
    WatcherSocket(
            EventFeed feed, @Nullable String callSid, @Nullable ListenedCall sound, @Nullable Microphone microphone) {
        this.feed = feed;
        this.backlog = new Backlog(callSid, Batch.Form.WEB_SOCKET, this::send);
        this.sound = sound;
        this.microphone = microphone;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            channel = ctx;
            watchPeer(ctx);
            feed.join(this);
            if (microphone != null) {
                microphone.begin(words -> close(ctx, Microphone.REFUSED, words));
            }
        }
        if (event instanceof IdleStateEvent) {
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Whoever answers no ping is gone, though nobody has said so. Every byte counts: pongs do not come as far as here. */
    private void watchPeer(ChannelHandlerContext ctx) {
        ctx.pipeline().addFirst(new IdleStateHandler(SILENT_SECONDS, 0, 0));
        pings = ctx.executor()
                .scheduleAtFixedRate(
                        () -> ctx.writeAndFlush(new PingWebSocketFrame()),
                        PING_SECONDS,
                        PING_SECONDS,
                        TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (microphone != null && frame instanceof BinaryWebSocketFrame) {
            ByteBuf content = frame.content();
            byte[] muLaw = new byte[content.readableBytes()];
            content.readBytes(muLaw);
            microphone.hear(muLaw);
        }
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }

    @Override
    public boolean onTick(long nowNanos) {
        backlog.tellLost();
        if (sound != null) {
            byte[] frames = sound.take();
            if (frames.length > 0) {
                backlog.offer(frames);
            }
            if (isOver) {
                sound.close();
            }
        }
        return !isOver;
    }

    /** Of which the place is taken. Bytes of frames, which are sent as they are. */
    private void send(byte[] frames) {
        ChannelHandlerContext ctx = channel;
        if (ctx != null) {
            ctx.executor()
                    .execute(() -> ctx.writeAndFlush(Unpooled.wrappedBuffer(frames))
                            .addListener(sent -> backlog.left(frames.length)));
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        end();
    }

    private void end() {
        if (isOver) {
            return;
        }
        isOver = true;
        if (pings != null) {
            pings.cancel(false);
        }
        feed.giveSeatBack();
        if (microphone != null) {
            microphone.end();
        }
        if (channel == null && sound != null) {
            sound.close(); // nobody ticks for it
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (PeerTrouble.of(cause)) {
            case LOST -> ctx.close();
            case VIOLATION -> {} // the decoder has sent its close frame already
            case NONE -> {
                LOG.atError().setCause(cause).log("a watcher's socket failed");
                close(ctx, INTERNAL_ERROR, "");
            }
        }
    }

    private static void close(ChannelHandlerContext ctx, int code, String reason) {
        ctx.executor()
                .execute(() -> ctx.writeAndFlush(new CloseWebSocketFrame(code, reason))
                        .addListener(ChannelFutureListener.CLOSE));
    }
}
