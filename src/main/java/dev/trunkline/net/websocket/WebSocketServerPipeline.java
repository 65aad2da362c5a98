package dev.trunkline.net.websocket;

import dev.trunkline.net.connection.ConnectionQuota;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import org.jspecify.annotations.Nullable;

/** The handlers of a server's WebSocket (RFC 6455, version 13 only, no extensions), in their order. */
public final class WebSocketServerPipeline {

    private static final String DECODER = "wsdecoder"; // the names that Netty gives them
    private static final String ENCODER = "wsencoder";

    private WebSocketServerPipeline() {}

    /**
     * Answers the handshake of {@code request}, which was accepted; {@code handler} gets what the endpoint's contract says.
     *
     * @param subprotocol chosen when the request names it; null for none
     */
    public static void install(
            ChannelHandlerContext ctx,
            FullHttpRequest request,
            ChannelHandler handler,
            int maxMessageBytes,
            @Nullable String subprotocol) {
        WebSocketDecoderConfig decoderConfig = WebSocketDecoderConfig.newBuilder()
                .allowExtensions(false)
                .maxFramePayloadLength(maxMessageBytes)
                .closeOnProtocolViolation(true)
                .withUTF8Validator(false) // ours is cheaper
                .build();
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .subprotocols(subprotocol)
                // Netty's default (1000 "Bye") answers protocol violations with the wrong code: 12 Autobahn cases fail.
                .sendCloseFrame(null)
                .handleCloseFrames(true)
                .dropPongFrames(true)
                .decoderConfig(decoderConfig)
                .build();
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(ConnectionQuota.End.class);
        pipeline.addLast(new CloseTimeout());
        pipeline.addLast(new PongLimiter());
        pipeline.addLast(new WebSocketServerProtocolHandler(config));
        pipeline.addLast(new Utf8Validator());
        pipeline.addLast(new MessageAggregator(maxMessageBytes));
        ConnectionQuota memory = pipeline.get(ConnectionQuota.class);
        pipeline.addLast(memory.new End());
        pipeline.addLast(handler);
        // The protocol handler starts the handshake when it reads the request.
        ctx.fireChannelRead(request.retain());
        if (handler instanceof TextReceiver receiver) {
            FastPathWebSocketDecoder.install(pipeline, DECODER, ENCODER, decoderConfig, receiver, memory);
        }
    }
}
