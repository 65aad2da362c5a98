package dev.trunkline.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;

/** Turns an accepted HTTP connection into a WebSocket (RFC 6455, version 13 only, no extensions, no subprotocol). */
final class WebSocketUpgrade {

    private WebSocketUpgrade() {}

    static void perform(ChannelHandlerContext ctx, FullHttpRequest request, WebSocketEndpoint.Accept accept) {
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                // Netty's default (1000 "Bye") answers protocol violations with the wrong code: 12 Autobahn cases fail.
                .sendCloseFrame(null)
                .handleCloseFrames(true)
                .dropPongFrames(true)
                .decoderConfig(WebSocketDecoderConfig.newBuilder()
                        .allowExtensions(false)
                        .maxFramePayloadLength(accept.maxMessageBytes())
                        .closeOnProtocolViolation(true)
                        .build())
                .build();
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(HttpServer.REQUEST_TIMEOUT);
        pipeline.addLast(new WebSocketServerProtocolHandler(config));
        pipeline.addLast(new WebSocketFrameAggregator(accept.maxMessageBytes()));
        pipeline.addLast(accept.handler());
        // The protocol handler starts the handshake when it reads the request.
        ctx.fireChannelRead(request.retain());
        pipeline.remove(HttpRouter.class);
    }
}
