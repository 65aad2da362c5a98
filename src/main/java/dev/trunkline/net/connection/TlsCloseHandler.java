package dev.trunkline.net.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import javax.net.ssl.SSLException;

/**
 * Stands after TLS, and ends the connection with it. What breaks there (an unknown authority, another host's name, something
 * that is no TLS at all) is told as a connection that broke, as {@link java.io.IOException} says: no fault of the protocol
 * above. Confined to the connection's loop.
 */
public final class TlsCloseHandler extends ChannelInboundHandlerAdapter {

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause.getCause() instanceof SSLException broken) {
            ctx.fireExceptionCaught(broken);
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    /** The peer says that it is done, as it does without TLS by a FIN. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ctx.fireUserEventTriggered(event);
        if (event instanceof SslCloseCompletionEvent) {
            ctx.close();
        }
    }
}
