package dev.trunkline.net.websocket;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * Passes over pings of a peer that does not read its pongs, as RFC 6455, 5.5.3 allows: they would be held for it, as many as it
 * likes. Confined to the connection's loop.
 */
final class PongLimiter extends ChannelDuplexHandler {

    private static final int MAX_UNSENT = 16;

    private int unsent;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof PingWebSocketFrame && unsent >= MAX_UNSENT) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof PongWebSocketFrame) {
            unsent++;
            ctx.write(message, promise.unvoid()).addListener(written -> unsent--);
        } else {
            ctx.write(message, promise);
        }
    }
}
