package dev.trunkline.net.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.PromiseNotifier;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection in two steps: first our direction, then, when the peer has closed as well or a second later, all
 * of it. A socket closed with unread bytes in it is reset, and a reset may overtake our last words, which on a media
 * stream (a frame every 20 ms) are the close frame with its code. Confined to the connection's loop.
 */
public final class LingeringClose extends ChannelDuplexHandler {

    private static final long LINGER_MILLIS = 1_000; // as long as a round trip may take

    private @Nullable ChannelPromise closing;

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (closing != null) {
            PromiseNotifier.cascade(closing, promise);
            return;
        }
        if (!(ctx.channel() instanceof DuplexChannel channel) || !channel.isActive()) {
            ctx.close(promise);
            return;
        }
        closing = promise.unvoid();
        channel.shutdownOutput().addListener(shut -> {
            if (shut.isSuccess()) {
                ctx.executor().schedule(() -> finish(ctx), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                finish(ctx);
            }
        });
    }

    private void finish(ChannelHandlerContext ctx) {
        if (closing != null && !closing.isDone()) {
            ctx.close(closing);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing == null) {
            ctx.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        finish(ctx);
        ctx.fireChannelInactive();
    }
}
