package dev.trunkline.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;

/** Lets a client's messages take the short way as soon as its handshake is done. Confined to the connection's loop. */
final class QuickTextsBegin extends ChannelInboundHandlerAdapter {

    private static final String DECODER = "ws-decoder"; // the names that Netty gives them
    private static final String ENCODER = "ws-encoder";

    private final TextReceiver receiver;
    private final int maxMessageBytes;

    QuickTextsBegin(TextReceiver receiver, int maxMessageBytes) {
        this.receiver = receiver;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(false)
                    .allowExtensions(false)
                    .maxFramePayloadLength(maxMessageBytes)
                    .withUTF8Validator(false)
                    .build();
            QuickTexts.install(ctx.pipeline(), DECODER, ENCODER, config, receiver, null);
        }
        ctx.fireUserEventTriggered(event);
    }
}
