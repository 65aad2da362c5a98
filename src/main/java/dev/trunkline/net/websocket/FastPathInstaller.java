package dev.trunkline.net.websocket;

import dev.trunkline.net.connection.MessageEnd;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import org.jspecify.annotations.Nullable;

/**
 * Puts a client's pipeline in order as soon as its handshake is done: messages take the short way, where somebody wants it,
 * and the encoder stands where the decoder's own close frames pass it. Netty leaves it behind the decoder, so that a server
 * that broke the protocol would get no close frame (RFC 6455, 7.1.7). Confined to the connection's loop.
 */
final class FastPathInstaller extends ChannelInboundHandlerAdapter {

    private static final String DECODER = "ws-decoder"; // the names that Netty gives them
    private static final String ENCODER = "ws-encoder";

    private final @Nullable TextReceiver receiver;
    private final int maxMessageBytes;
    private final MessageEnd messageEnd;

    /**
     * @param receiver null for a handler that knows frames only
     */
    FastPathInstaller(@Nullable TextReceiver receiver, int maxMessageBytes, MessageEnd messageEnd) {
        this.messageEnd = messageEnd;
        this.receiver = receiver;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        ChannelPipeline pipeline = ctx.pipeline();
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE && pipeline.context(ENCODER) != null) {
            pipeline.remove(ENCODER);
            pipeline.addBefore(DECODER, ENCODER, new WebSocket13FrameEncoder(true));
            if (receiver != null) {
                WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                        .expectMaskedFrames(false)
                        .allowExtensions(false)
                        .maxFramePayloadLength(maxMessageBytes)
                        .withUTF8Validator(false)
                        .build();
                FastPathWebSocketDecoder.install(pipeline, DECODER, ENCODER, config, receiver, messageEnd);
            }
        }
        ctx.fireUserEventTriggered(event);
    }
}
