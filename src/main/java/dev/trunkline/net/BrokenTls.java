package dev.trunkline.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import javax.net.ssl.SSLException;

/**
 * Stands after TLS: what breaks there (an unknown authority, another host's name, something that is no TLS at all) is a
 * connection that broke, as {@link java.io.IOException} says, and no fault of the protocol above. Confined to the
 * connection's loop.
 */
final class BrokenTls extends ChannelInboundHandlerAdapter {

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause.getCause() instanceof SSLException broken) {
            ctx.fireExceptionCaught(broken);
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
