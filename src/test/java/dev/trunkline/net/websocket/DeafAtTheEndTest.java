package dev.trunkline.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeafAtTheEndTest {

    @Test
    void aPeerThatNeverTakesTheCloseFrameIsClosedAllTheSame() {
        var channel = new EmbeddedChannel(new CloseTimeout());
        channel.freezeTime();

        channel.write(new CloseWebSocketFrame(1000, "")); // never flushed, as behind megabytes that nobody reads
        channel.advanceTimeBy(4, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isActive()).isTrue();
        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isActive()).isFalse();
    }

    @Test
    void aPeerThatIsNotToldToGoStays() {
        var channel = new EmbeddedChannel(new CloseTimeout());
        channel.freezeTime();

        channel.writeOutbound(new TextWebSocketFrame("still here"));
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isActive()).isTrue();
        channel.finishAndReleaseAll();
    }
}
