package dev.trunkline.engine.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who does not read has not hung up. */
class SocketPeerTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final SocketPeer peer = new SocketPeer(channel.pipeline().lastContext(), "sess_1");

    @Test
    void aClientThatDoesNotReadEndsInAnError() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);

        peer.send(new ServerEvent.RateLimits(List.of()));

        assertThat(channel.isOpen()).isFalse();
        assertThat(peer.end(ChatEntry.Status.USER_ENDED)).isEqualTo(ChatEntry.Status.ERROR);
        channel.finishAndReleaseAll();
    }

    @Test
    void aSessionThatWasEndedIsNotEndedByItsClientAsWell() {
        peer.close(ChatEntry.Status.MAX_DURATION_TIMEOUT);

        assertThat(peer.end(ChatEntry.Status.USER_ENDED)).isEqualTo(ChatEntry.Status.MAX_DURATION_TIMEOUT);
        channel.finishAndReleaseAll();
    }
}
