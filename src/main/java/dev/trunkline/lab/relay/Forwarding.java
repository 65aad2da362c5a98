package dev.trunkline.lab.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One direction of a relayed connection: what one side says goes to the other, flushed once per turn of the loop.
 * While the other does not read, this one is not read. Both ends live on one loop, and this is confined to it.
 */
class Forwarding extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

    private final @Nullable Rewriting rewriting;
    private @Nullable Channel other;

    /** What becomes of a message on its way. */
    interface Rewriting {
        /** What the other side gets instead; null for nothing. */
        @Nullable
        ByteBuf rewrite(ByteBuf message, ByteBufAllocator allocator);
    }

    /** @param rewriting null: nothing becomes of it */
    Forwarding(@Nullable Rewriting rewriting) {
        this.rewriting = rewriting;
    }

    /** Where to; nothing is read before this is known. */
    final void to(Channel channel) {
        other = channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel to = other;
        if (to == null || !(message instanceof WebSocketFrame frame) || message instanceof CloseWebSocketFrame) {
            ReferenceCountUtil.release(message);
        } else if (rewriting == null) {
            to.write(message);
        } else {
            rewrite(to, rewriting, frame);
        }
    }

    private static void rewrite(Channel to, Rewriting rewriting, WebSocketFrame frame) {
        try {
            ByteBuf rewritten = rewriting.rewrite(frame.content(), to.alloc());
            if (rewritten != null) {
                to.write(new TextWebSocketFrame(rewritten));
            }
        } finally {
            frame.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (other != null) {
            other.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (other != null) {
            other.config().setAutoRead(ctx.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (other != null) {
            Relay.sayGoodbye(other);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.atWarn().addKeyValue("cause", String.valueOf(cause)).log("relayed connection failed");
        }
        ctx.close();
    }
}
