package dev.trunkline.lab.relay;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the far end of a bare relay: takes whatever comes, and sends every socket 50 messages of sound a second, 20 ms
 * each: {@code media} as a bridge sends it to Twilio, or the Realtime dialect's. All sockets of a loop are served by one wake-up.
 * Thread-safe.
 */
public final class MediaPeer implements WebSocketEndpoint {

    private static final int MAX_MESSAGE_BYTES = 1 << 16;
    private static final int FRAME_BYTES = 160;
    private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_FRAMES_LATE = 5;

    private final ByteBuf message;

    private MediaPeer(String before, String after) {
        byte[] sound = new byte[FRAME_BYTES];
        for (int i = 0; i < FRAME_BYTES; i++) {
            sound[i] = (byte) (0x80 | (i * 7 & 0x7F));
        }
        String json = before + Base64.getEncoder().encodeToString(sound) + after;
        this.message = Unpooled.unreleasableBuffer(
                Unpooled.copiedBuffer(json, StandardCharsets.US_ASCII).asReadOnly());
    }

    /** One that says what a telephone can be told as it is. */
    public static MediaPeer ofPhones() {
        return new MediaPeer(
                "{\"event\":\"media\",\"streamSid\":\"MZ00000000000000000000000000000000\",\"media\":{\"payload\":\"",
                "\"}}");
    }

    /** One in the Realtime dialect. */
    public static MediaPeer ofRealtime() {
        return new MediaPeer(
                "{\"type\":\"response.output_audio.delta\",\"event_id\":\"event_000000000000000000000\",\"response_id\":"
                        + "\"resp_000000000000000000000\",\"item_id\":\"item_000000000000000000000\",\"output_index\":0,"
                        + "\"content_index\":0,\"delta\":\"",
                "\"}");
    }

    @Override
    public Decision onUpgrade(HttpRequest request) {
        return new Accept(new Socket(), MAX_MESSAGE_BYTES);
    }

    /** One socket. Confined to its loop. */
    private final class Socket extends SimpleChannelInboundHandler<WebSocketFrame> {
        private @Nullable Timer ticking;
        private long dueNanos;

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete) {
                LoopScheduler scheduler = LoopScheduler.of(ctx.channel().eventLoop());
                dueNanos = scheduler.nowNanos();
                ticking = scheduler.everyTick(nowNanos -> send(ctx, nowNanos));
            }
            ctx.fireUserEventTriggered(event);
        }

        private void send(ChannelHandlerContext ctx, long nowNanos) {
            if (nowNanos - dueNanos > MOST_FRAMES_LATE * FRAME_NANOS) {
                dueNanos = nowNanos; // the machine stood still
            }
            boolean written = false;
            for (; nowNanos >= dueNanos; dueNanos += FRAME_NANOS) {
                if (ctx.channel().isWritable()) {
                    ctx.write(new TextWebSocketFrame(message.retainedDuplicate()));
                    written = true;
                }
            }
            if (written) {
                ctx.flush();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            // Nobody listens.
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close(); // who leaves without a word leaves as well
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (ticking != null) {
                ticking.cancel();
            }
        }
    }
}
