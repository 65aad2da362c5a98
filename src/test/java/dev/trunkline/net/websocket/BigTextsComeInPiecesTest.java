package dev.trunkline.net.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BigTextsComeInPiecesTest {

    private static final int MOST_BYTES = 16 << 20;

    private final Listener listener = new Listener();
    private final EmbeddedChannel channel = channel();

    @ParameterizedTest
    @ValueSource(ints = {65_536, 100_003, 1 << 21, MOST_BYTES + 100})
    void andAreHandedOverWholeBetweenTheirNeighbours(int readBytes) {
        String big = "b".repeat(5_000_001);
        sends(readBytes, "before", big, "after", big + "c", "last");

        assertThat(listener.heard)
                .containsExactly("before", "big " + big.hashCode(), "after", "big " + (big + "c").hashCode(), "last");
    }

    @Test
    void orAsAFrameWhenTheyAreNotAscii() {
        String big = "\u00fc".repeat(1_000_000);
        sends(65_536, big, "after");

        assertThat(listener.heard).containsExactly("frame " + big.hashCode(), "after");
    }

    private void sends(int readBytes, String... texts) {
        ByteBuf stream = Unpooled.buffer();
        for (String text : texts) {
            byte[] bytes = text.getBytes(UTF_8);
            stream.writeByte(0x81);
            if (bytes.length < 126) {
                stream.writeByte(bytes.length);
            } else {
                stream.writeByte(127).writeLong(bytes.length);
            }
            stream.writeBytes(bytes);
        }
        while (stream.isReadable()) {
            channel.writeInbound(stream.readBytes(Math.min(readBytes, stream.readableBytes())));
        }
        stream.release();
    }

    private EmbeddedChannel channel() {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(false)
                .maxFramePayloadLength(MOST_BYTES)
                .withUTF8Validator(false)
                .build();
        EmbeddedChannel made = new EmbeddedChannel();
        made.pipeline()
                .addLast("encoder", new WebSocket13FrameEncoder(true))
                .addLast("decoder", new WebSocket13FrameDecoder(config))
                .addLast(listener);
        FastPathWebSocketDecoder.install(made.pipeline(), "decoder", "encoder", config, listener, null);
        return made;
    }

    private static final class Listener extends ChannelInboundHandlerAdapter implements TextReceiver {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void onText(byte[] text, int lengthBytes) {
            heard.add(new String(Arrays.copyOf(text, lengthBytes), UTF_8));
        }

        @Override
        public boolean takesBigTexts() {
            return true;
        }

        @Override
        public void onBigText(BigText text) {
            heard.add("big " + new String(text.takeBytes(), UTF_8).hashCode());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof TextWebSocketFrame frame) {
                heard.add("frame " + frame.text().hashCode());
                frame.release();
            }
        }
    }
}
