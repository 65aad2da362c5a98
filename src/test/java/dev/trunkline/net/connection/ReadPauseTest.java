package dev.trunkline.net.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sends too much is read later, and once. */
class ReadPauseTest {

    private final ChannelInboundHandlerAdapter handler = new ChannelInboundHandlerAdapter();
    private final EmbeddedChannel channel = new EmbeddedChannel(handler);
    private final ReadPause pause = new ReadPause(channel.pipeline().context(handler));

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void atLeast(int millis) {
        pause.atLeast(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private boolean isReadAfter(int millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        return channel.config().isAutoRead();
    }

    @Test
    void itIsReadAgainWhenThePauseIsOver() {
        atLeast(100);

        assertThat(isReadAfter(99)).isFalse();
        assertThat(isReadAfter(1)).isTrue();
    }

    @Test
    void theLongestOfAFloodHolds() {
        for (int millis = 10; millis <= 10_000; millis += 10) {
            atLeast(millis);
        }
        atLeast(10);

        assertThat(isReadAfter(9_999)).isFalse();
        assertThat(isReadAfter(1)).isTrue();
    }

    @Test
    void aFloodLeavesNothingBehindThatEndsTheNextPause() {
        for (int millis = 1_000; millis >= 10; millis -= 10) {
            atLeast(millis);
        }
        assertThat(isReadAfter(1_000)).isTrue();

        atLeast(500);

        assertThat(isReadAfter(499)).isFalse();
        assertThat(isReadAfter(1)).isTrue();
        assertThat(channel.runScheduledPendingTasks()).isNegative(); // nothing more is due, ever
    }
}
