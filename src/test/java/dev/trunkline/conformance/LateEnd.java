package dev.trunkline.conformance;

import dev.trunkline.net.connection.LingeringClose;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection a little later than our client would. Jython's sockets do not tell of an end that comes together with the
 * last bytes, and the suite then never judges that case. Confined to the connection's loop.
 */
final class LateEnd extends ChannelOutboundHandlerAdapter {

    private static final long LATER_MILLIS = 250;

    /** Behind the handler that ends our half of the connection. */
    static void install(Channel channel) {
        channel.pipeline()
                .addAfter(channel.pipeline().context(LingeringClose.class).name(), null, new LateEnd());
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.executor().schedule(() -> ctx.close(promise), LATER_MILLIS, TimeUnit.MILLISECONDS);
    }
}
