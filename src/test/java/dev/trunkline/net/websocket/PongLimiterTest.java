package dev.trunkline.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.junit.jupiter.api.Test;

class PongLimiterTest {

    /** Answers pings, but nothing is ever flushed to the peer unless the test does. */
    private static final class Answering extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof PingWebSocketFrame ping) {
                ctx.write(new PongWebSocketFrame(ping.content()));
            } else {
                ctx.fireChannelRead(message);
            }
        }
    }

    @Test
    void pingsBehindPongsThatNobodyReadsArePassedOver() {
        var channel = new EmbeddedChannel(new PongLimiter(), new Answering());

        for (int i = 0; i < 10_000; i++) {
            channel.writeInbound(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[125])));
        }
        channel.writeInbound(new TextWebSocketFrame("hello"));
        channel.flushOutbound();

        assertThat(channel.outboundMessages()).hasSize(16);
        assertThat(channel.<TextWebSocketFrame>readInbound().text()).isEqualTo("hello");
        channel.finishAndReleaseAll();
    }

    @Test
    void everyPingOfAPeerThatReadsIsAnswered() {
        var channel = new EmbeddedChannel(new PongLimiter(), new Answering());

        for (int i = 0; i < 100; i++) {
            channel.writeInbound(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {(byte) i})));
            channel.flushOutbound();

            assertThat(channel.<PongWebSocketFrame>readOutbound().content().readByte())
                    .isEqualTo((byte) i);
        }
    }
}
