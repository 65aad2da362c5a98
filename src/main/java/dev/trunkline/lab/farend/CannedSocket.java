package dev.trunkline.lab.farend;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a canned chat's pipeline: sends what was said to what was read, and drops who does not listen. Confined to its loop. */
final class CannedSocket extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(CannedSocket.class);
    private static final WriteBufferWaterMark UNREAD_BYTES = new WriteBufferWaterMark(32 << 20, 64 << 20);

    /** Comes behind a chat, which counts from now on, as long as it is open, and in front of it one who sees its client's goodbye. */
    static void attach(ChannelHandlerContext chat, FarEndChats chats, GoodbyeWatch goodbye) {
        chat.channel().config().setWriteBufferWaterMark(UNREAD_BYTES);
        chats.opened();
        chat.channel().closeFuture().addListener(closed -> chats.closed());
        String protocol =
                chat.pipeline().context(WebSocketServerProtocolHandler.class).name();
        chat.pipeline().addBefore(protocol, null, goodbye);
        chat.pipeline().addAfter(chat.name(), null, new CannedSocket());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    /** Whoever reads nothing of several answers is not measuring anything. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!ctx.channel().isWritable()) {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atDebug().addKeyValue("cause", String.valueOf(cause)).log("chat lost");
        ctx.close();
    }
}
