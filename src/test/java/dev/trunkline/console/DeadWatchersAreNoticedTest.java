package dev.trunkline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.record.CallRecorder;
import dev.trunkline.testing.ManualScheduler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watcher whose network has swallowed him: nobody closes his socket but we. */
class DeadWatchersAreNoticedTest {

    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0}; // masked with zeroes (RFC 6455, 5.5.3)
    private static final int PING = 0x89;

    private final EventFeed feed =
            new EventFeed(new ManualScheduler(), new CallRecorder(Clock.systemUTC(), 10), lost -> {});
    private final EmbeddedChannel socket = new EmbeddedChannel(
            new HttpServerCodec(), new HttpObjectAggregator(65_536), new WebSocketServerProtocolHandler("/"));

    @BeforeEach
    void watch() {
        socket.freezeTime();
        assertThat(feed.takeSeat()).isTrue();
        socket.pipeline().addLast(new WatcherSocket(feed, null, null, null));
        hear("""
                GET / HTTP/1.1\r
                Host: x\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        pings(); // and the handshake's answer
    }

    @AfterEach
    void close() {
        socket.finishAndReleaseAll();
    }

    private void hear(byte[] bytes) {
        socket.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            socket.advanceTimeBy(1, TimeUnit.SECONDS);
            socket.runScheduledPendingTasks();
        }
    }

    /** How many have been sent since. */
    private int pings() {
        int pings = 0;
        for (Object sent = socket.readOutbound(); sent != null; sent = socket.readOutbound()) {
            ByteBuf bytes = (ByteBuf) sent;
            pings += bytes.isReadable() && bytes.getUnsignedByte(0) == PING ? 1 : 0;
            bytes.release();
        }
        return pings;
    }

    @Test
    void whoAnswersNoPingIsGoneWithinTenSeconds() {
        pass(9);
        assertThat(pings()).isEqualTo(3);
        assertThat(socket.isOpen()).isTrue();

        pass(2);

        assertThat(socket.isOpen()).isFalse();
        assertThat(feed.watching()).isZero();
        pass(10);
        assertThat(pings()).isZero();
    }

    @Test
    void whoAnswersStays() {
        for (int i = 0; i < 100; i++) {
            pass(9);
            hear(PONG);
        }

        assertThat(socket.isOpen()).isTrue();
        assertThat(feed.watching()).isEqualTo(1);
    }
}
