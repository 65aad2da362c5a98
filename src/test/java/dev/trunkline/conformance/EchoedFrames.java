package dev.trunkline.conformance;

import dev.trunkline.net.connection.PeerTrouble;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** Sends every message back, as a handler that knows frames only, which the engine's is. Confined to the connection's loop. */
class EchoedFrames extends SimpleChannelInboundHandler<WebSocketFrame> {

    private volatile boolean opened;

    /** Whether a client's handshake was done. */
    boolean isOpened() {
        return opened;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        opened |= event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE;
        ctx.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
            ctx.writeAndFlush(frame.retain());
        }
    }

    /** As the handlers of the legs do: a violation has been answered by the codec. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (PeerTrouble.of(cause)) {
            case LOST -> ctx.close();
            case VIOLATION -> {}
            case NONE -> throw new IllegalStateException("a bug of ours", cause);
        }
    }
}
