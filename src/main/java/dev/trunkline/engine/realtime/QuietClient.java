package dev.trunkline.engine.realtime;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;

/**
 * Notices a client that is gone without having said so: whoever has sent nothing for half of the limit is pinged, and has the other half to
 * answer. A client may be silent for as long as it likes, its pongs count. First in the pipeline. Confined to the channel's loop.
 */
final class QuietClient extends IdleStateHandler {

    private final Runnable whenGone;
    private boolean pinged;

    /** @param whenGone is told again and again, until the connection is closed */
    QuietClient(long limitMillis, Runnable whenGone) {
        super(limitMillis / 2, 0, 0, TimeUnit.MILLISECONDS);
        this.whenGone = whenGone;
    }

    @Override
    protected void channelIdle(ChannelHandlerContext ctx, IdleStateEvent event) {
        if (!ctx.channel().config().isAutoRead()) {
            pinged = false; // who is not read cannot answer
        } else if (event.isFirst() || !pinged) {
            pinged = true;
            ctx.channel().writeAndFlush(new PingWebSocketFrame()); // through the whole pipeline
        } else {
            whenGone.run();
        }
    }
}
