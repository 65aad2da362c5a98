package dev.trunkline.net.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneFlushServesATurnTest {

    private final Socket socket = new Socket();
    private final EmbeddedChannel channel = new EmbeddedChannel(socket);
    private final TextWriter writer = writerOf(channel);

    private static TextWriter writerOf(EmbeddedChannel channel) {
        Nobody nobody = new Nobody();
        WebSocketDecoderConfig config =
                WebSocketDecoderConfig.newBuilder().expectMaskedFrames(true).build();
        channel.pipeline()
                .addLast("decoder", new WebSocket13FrameDecoder(config))
                .addLast("encoder", new WebSocket13FrameEncoder(false))
                .addLast(nobody);
        FastPathWebSocketDecoder.install(channel.pipeline(), "decoder", "encoder", config, nobody, null);
        return TextWriter.of(channel);
    }

    @AfterEach
    void close() {
        socket.written.forEach(ByteBuf::release);
        channel.finishAndReleaseAll();
    }

    private void write(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        writer.write(bytes, bytes.length);
    }

    @Test
    void howeverManyMessagesAskForIt() {
        write("one");
        writer.flushSoon();
        write("two");
        writer.flushSoon();
        write("three");
        writer.flushSoon();
        assertThat(socket.flushes).isZero();

        channel.runPendingTasks(); // what a loop does when it has read what there is

        assertThat(socket.flushes).isEqualTo(1);
        assertThat(socket.written).hasSize(3);
        channel.runPendingTasks();
        assertThat(socket.flushes).isEqualTo(1);
    }

    @Test
    void andTheNextTurnHasItsOwn() {
        write("one");
        writer.flushSoon();
        channel.runPendingTasks();
        write("two");
        writer.flushSoon();
        channel.runPendingTasks();

        assertThat(socket.flushes).isEqualTo(2);
        assertThat(socket.written).hasSize(2);
    }

    @Test
    void butWhatMustNotWaitDoesNot() {
        write("clear");
        writer.flush();

        assertThat(socket.flushes).isEqualTo(1);
    }

    @Test
    void aMessageThatWaitsIsNotOverwrittenByTheNext() {
        write("one");
        write("two");
        writer.flush();
        ByteBuf first = socket.written.remove();
        ByteBuf second = socket.written.remove();

        assertThat(first.toString(2, 3, US_ASCII)).isEqualTo("one");
        assertThat(second.toString(2, 3, US_ASCII)).isEqualTo("two");
        first.release();
        second.release();
        write("six");
        writer.flush();
        ByteBuf third = socket.written.remove();
        assertThat(third.toString(2, 3, US_ASCII)).isEqualTo("six");
        third.release();
    }

    @Test
    void nothingIsWrittenWhenItIsOver() {
        channel.close();

        write("late");
        writer.flush();

        assertThat(socket.written).isEmpty();
    }

    /** Stands for the socket: an embedded channel's own would end the turn at every write. */
    private static final class Socket extends ChannelOutboundHandlerAdapter {
        private final Deque<ByteBuf> written = new ArrayDeque<>();
        private int flushes;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            written.add((ByteBuf) message);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            flushes++;
        }
    }

    private static final class Nobody extends ChannelInboundHandlerAdapter implements TextReceiver {
        @Override
        public void onText(byte[] text, int lengthBytes) {
            throw new AssertionError("nobody speaks");
        }
    }
}
