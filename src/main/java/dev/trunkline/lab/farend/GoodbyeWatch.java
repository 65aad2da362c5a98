package dev.trunkline.lab.farend;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;

/** Sees the close frame that a client sends, before it is answered. Confined to the chat's loop. */
final class GoodbyeWatch extends ChannelInboundHandlerAdapter {

    private boolean isSaid;

    /** Whether the client has said goodbye. */
    boolean isSaid() {
        return isSaid;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        isSaid |= message instanceof CloseWebSocketFrame;
        ctx.fireChannelRead(message);
    }
}
