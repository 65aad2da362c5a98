package dev.trunkline.net;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * The client's half of the closing handshake: shows the server's close frame to the handlers behind, then answers it with
 * the same code, unless we have said goodbye ourselves, and closes. Confined to the connection's loop.
 */
final class CloseEcho extends ChannelDuplexHandler {

    private boolean closeSent;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        closeSent |= message instanceof CloseWebSocketFrame;
        ctx.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof CloseWebSocketFrame close)) {
            ctx.fireChannelRead(message);
            return;
        }
        CloseWebSocketFrame echo = close.retainedDuplicate();
        try {
            ctx.fireChannelRead(close);
        } finally {
            if (closeSent || !ctx.channel().isActive()) {
                ReferenceCountUtil.release(echo);
                ctx.close();
            } else {
                closeSent = true;
                ctx.writeAndFlush(echo).addListener(written -> ctx.close());
            }
        }
    }
}
