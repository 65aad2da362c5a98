package dev.trunkline.engine.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client whose network has swallowed it does not keep its seat. */
class QuietClientTest {

    private final EmbeddedChannel socket = new EmbeddedChannel();
    private int gone;

    @BeforeEach
    void watch() {
        socket.freezeTime();
        socket.pipeline().addFirst(new QuietClient(120_000, () -> gone++));
    }

    @AfterEach
    void close() {
        socket.finishAndReleaseAll();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            socket.advanceTimeBy(1, TimeUnit.SECONDS);
            socket.runScheduledPendingTasks();
        }
    }

    private void sends() {
        socket.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
        ReferenceCountUtil.release(socket.readInbound());
    }

    private int pings() {
        int pings = 0;
        for (Object sent = socket.readOutbound(); sent != null; sent = socket.readOutbound()) {
            pings += sent instanceof PingWebSocketFrame ? 1 : 0;
            ReferenceCountUtil.release(sent);
        }
        return pings;
    }

    @Test
    void whoSendsNothingAndAnswersNoPingIsGone() {
        pass(61);
        assertThat(pings()).isEqualTo(1);
        pass(58);
        assertThat(gone).isZero();

        pass(2);

        assertThat(gone).isEqualTo(1);
    }

    @Test
    void whoSendsIsNotEvenAsked() {
        for (int i = 0; i < 20; i++) {
            pass(50);
            sends();
        }

        assertThat(pings()).isZero();
    }

    @Test
    void whoAnswersMayBeSilentForLong() {
        for (int i = 0; i < 20; i++) {
            pass(61);
            assertThat(pings()).isEqualTo(1);
            sends(); // the pong
        }

        assertThat(gone).isZero();
    }

    @Test
    void whoIsNotReadIsAskedAgainAfterwards() {
        pass(61);
        sends();
        pings();
        socket.config().setAutoRead(false);
        pass(200);
        assertThat(pings()).isZero();
        socket.config().setAutoRead(true);

        pass(61);

        assertThat(pings()).isEqualTo(1);
        assertThat(gone).isZero();
    }
}
