package dev.trunkline.net.websocket;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * The client's half of the closing handshake: shows the server's close frame to the handlers behind, then answers it with
 * the same code and closes. After a goodbye of our own nothing is shown any more. Confined to the connection's loop.
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
        if (closeSent) {
            ReferenceCountUtil.release(message);
            if (message instanceof CloseWebSocketFrame) {
                ctx.close();
            }
        } else if (message instanceof CloseWebSocketFrame close) {
            CloseWebSocketFrame echo = close.retainedDuplicate();
            ctx.fireChannelRead(close);
            if (closeSent) {
                echo.release();
            } else {
                closeSent = true;
                ctx.writeAndFlush(echo).addListener(written -> ctx.close());
            }
        } else {
            ctx.fireChannelRead(message);
        }
    }
}
