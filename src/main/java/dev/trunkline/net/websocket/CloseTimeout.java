package dev.trunkline.net.websocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.util.concurrent.TimeUnit;

/**
 * Closes a WebSocket some seconds after its close frame was to be sent: a peer that does not read would never let it through,
 * and stay for ever. Confined to the connection's loop.
 */
final class CloseTimeout extends ChannelOutboundHandlerAdapter {

    private static final long PATIENCE_MILLIS = 5_000;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof CloseWebSocketFrame) {
            var patience = ctx.executor().schedule(() -> ctx.close(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            ctx.channel().closeFuture().addListener(closed -> patience.cancel(false));
        }
        ctx.write(message, promise);
    }
}
