package dev.trunkline.conformance;

import dev.trunkline.net.websocket.BigText;
import dev.trunkline.net.websocket.TextReceiver;
import dev.trunkline.net.websocket.TextWriter;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends every message back on the short way in both directions, as the phone leg and the EVI client take it. Confined to the
 * connection's loop.
 */
class EchoedTexts extends EchoedFrames implements TextReceiver {

    private final boolean isClient;
    private @Nullable ChannelHandlerContext context;
    private @Nullable TextWriter writer;

    /** @param isClient the EVI client takes messages of megabytes in pieces, the phone leg takes none */
    EchoedTexts(boolean isClient) {
        this.isClient = isClient;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame) {
            byte[] text = ByteBufUtil.getBytes(frame.content());
            onText(text, text.length);
        } else {
            super.channelRead0(ctx, frame);
        }
    }

    @Override
    public void onText(byte[] text, int lengthBytes) {
        TextWriter to =
                writer == null ? TextWriter.of(Objects.requireNonNull(context).channel()) : writer;
        writer = to;
        to.write(text, lengthBytes);
        to.flush();
    }

    @Override
    public boolean takesBigTexts() {
        return isClient;
    }

    @Override
    public void onBigText(BigText text) {
        byte[] bytes = text.takeBytes();
        onText(bytes, bytes.length);
    }
}
