package dev.trunkline.net.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.ServedRoutes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BigMessagesTakeTurnsIT {

    private static final int MESSAGE_BYTES = 6 << 20;
    private static final int SOCKETS = 8;

    private final EventLoops loops = new EventLoops("turns", 2);

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void asManyAsThereAreAndWhoWaitsIsCalledInOrder() {
        BigMessages turns = new BigMessages(2);
        List<String> called = new ArrayList<>();
        Runnable forgotten = () -> called.add("forgotten");
        assertThat(turns.take(() -> called.add("first"))).isTrue();
        assertThat(turns.take(() -> called.add("second"))).isTrue();
        assertThat(turns.take(() -> called.add("third"))).isFalse();
        assertThat(turns.take(forgotten)).isFalse();
        assertThat(turns.take(() -> called.add("fifth"))).isFalse();
        turns.forget(forgotten);

        turns.give();
        turns.give();
        turns.give();
        turns.give();

        assertThat(called).containsExactly("third", "fifth");
        assertThat(turns.take(() -> {})).isTrue();
    }

    @Test
    void soAllArriveThoughOnlyOneIsTakenAtATime() throws Exception {
        BigMessages turns = new BigMessages(1);
        WebSocketClient client = new WebSocketClient(ClientTls.platform(), turns);
        AtomicInteger arrived = new AtomicInteger();
        AtomicLong bytes = new AtomicLong();
        try (var server = new ServedRoutes(
                Routes.builder().webSocket("/ws", request -> new WebSocketEndpoint.Accept(new SaysMuch(), 65_536)))) {
            for (int i = 0; i < SOCKETS; i++) {
                var target = new WebSocketClient.Target(
                        URI.create("ws://localhost:" + server.port() + "/ws"), Map.of(), 16 << 20, 30_000);
                client.connect(loops.workers().next(), target, new SimpleChannelInboundHandler<WebSocketFrame>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
                        bytes.addAndGet(frame.content().readableBytes());
                        arrived.incrementAndGet();
                    }
                });
            }

            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(arrived).hasValue(2 * SOCKETS));
        }
        assertThat(bytes).hasValue(2L * SOCKETS * MESSAGE_BYTES);
        assertThat(turns.take(() -> {})).as("every turn was given back").isTrue();
    }

    /** Its pieces, their copy, what is decoded of it: it takes no less memory than while it came. */
    @Test
    void aMessageHasItsTurnUntilItIsDecoded() {
        BigMessages turns = new BigMessages(1);
        List<String> called = new ArrayList<>();
        ReadingGate gate = new ReadingGate(turns);
        EmbeddedChannel channel = new EmbeddedChannel(gate, new ChannelInboundHandlerAdapter());
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[2 << 20]));
        assertThat(turns.take(() -> called.add("next"))).isFalse();

        gate.decodes(true);
        gate.messageIsWhole();
        assertThat(called).isEmpty();
        gate.decodes(false);

        assertThat(called).containsExactly("next");
        channel.finishAndReleaseAll();
    }

    /** The far end may close at once after it, and be called again: what is not decoded takes its memory all the same. */
    @Test
    void alsoWhenItsSocketIsGoneMeanwhile() throws Exception {
        BigMessages turns = new BigMessages(1);
        WebSocketClient client = new WebSocketClient(ClientTls.platform(), turns);
        var decoder = new HeldDecoder();
        EventLoop loop = loops.workers().next();
        try (var server = new ServedRoutes(Routes.builder()
                .webSocket("/ws", request -> new WebSocketEndpoint.Accept(new SaysMuchAndCloses(), 65_536)))) {
            var target = new WebSocketClient.Target(
                    URI.create("ws://localhost:" + server.port() + "/ws"), Map.of(), 16 << 20, 30_000);
            var owner = new Bystander();
            var socket = new ClientSocket<Integer>(
                    "test",
                    new SocketTimeouts(5_000, 5_000, 5_000, 5_000),
                    65_536,
                    loop.submit(() -> LoopScheduler.of(loop)).get(),
                    decoder,
                    () -> decoder,
                    owner);
            Channel channel = client.connect(loop, target, socket).sync().channel();
            assertThat(decoder.began.await(30, TimeUnit.SECONDS)).isTrue();
            loop.submit(() -> socket.close(ClientSocket.NORMAL)).sync();
            await().until(() -> channel.pipeline().get(ReadingGate.class) == null); // nothing is left of the socket

            CompletableFuture<Void> next = new CompletableFuture<>();
            assertThat(turns.take(() -> next.complete(null))).isFalse();
            decoder.mayEnd.countDown();

            assertThat(next).succeedsWithin(Duration.ofSeconds(30));
        } finally {
            decoder.mayEnd.countDown();
        }
    }

    @Test
    void whoIsLostInTheMiddleGivesItsTurnBack() throws Exception {
        BigMessages turns = new BigMessages(1);
        WebSocketClient client = new WebSocketClient(ClientTls.platform(), turns);
        AtomicInteger lost = new AtomicInteger();
        try (var server = new ServedRoutes(
                Routes.builder().webSocket("/ws", request -> new WebSocketEndpoint.Accept(new SaysMuch(), 65_536)))) {
            for (int i = 0; i < SOCKETS; i++) {
                var target = new WebSocketClient.Target(
                        URI.create("ws://localhost:" + server.port() + "/ws"), Map.of(), 4 << 20, 30_000);
                client.connect(loops.workers().next(), target, new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelInactive(ChannelHandlerContext ctx) {
                        lost.incrementAndGet();
                    }

                    @Override
                    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                        ctx.close();
                    }
                });
            }

            await().atMost(Duration.ofMinutes(2)).until(() -> lost.get() == SOCKETS);
        }
        assertThat(turns.take(() -> {})).isTrue();
    }

    private static final class HeldDecoder implements Inbox.Decoder<Integer> {
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        @Override
        public Integer decode(ByteBuf text) {
            return text.readableBytes();
        }

        @Override
        public Integer decode(byte[] text, int lengthBytes) {
            began.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return lengthBytes;
        }
    }

    private static final class Bystander implements ClientSocket.Owner<Integer> {
        @Override
        public void onOpen() {}

        @Override
        public void onMessage(Integer message) {}

        @Override
        public void onBinary(ByteBuf bytes) {}

        @Override
        public void onFailure(ConnectFailure failure) {}

        @Override
        public void onClose(int code, String reason) {}

        @Override
        public void onCut(String detail) {}

        @Override
        public void onRead(long soundBytes) {}

        @Override
        public void onDeaf(String detail) {}
    }

    private static final class SaysMuchAndCloses extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                var text = ctx.alloc()
                        .buffer(MESSAGE_BYTES)
                        .writeBytes("x".repeat(MESSAGE_BYTES).getBytes(US_ASCII));
                ctx.writeAndFlush(new TextWebSocketFrame(text)).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }

    private static final class SaysMuch extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                for (int i = 0; i < 2; i++) {
                    var text = ctx.alloc()
                            .buffer(MESSAGE_BYTES)
                            .writeBytes("x".repeat(MESSAGE_BYTES).getBytes(US_ASCII));
                    ctx.writeAndFlush(new TextWebSocketFrame(text));
                }
            }
        }
    }
}
