package dev.trunkline.net.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.testing.FreePort;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class PeerTroubleIT {

    @Test
    void whatAPeerCanCauseIsNoBug() {
        assertThat(PeerTrouble.of(new IOException("Connection reset by peer"))).isEqualTo(PeerTrouble.LOST);
        assertThat(PeerTrouble.of(new ClosedChannelException())).isEqualTo(PeerTrouble.LOST);
        assertThat(PeerTrouble.of(new PrematureChannelClosureException())).isEqualTo(PeerTrouble.LOST);
        assertThat(PeerTrouble.of(ReadTimeoutException.INSTANCE)).isEqualTo(PeerTrouble.LOST);
        assertThat(PeerTrouble.of(new DecoderException(new SSLHandshakeException("no cipher"))))
                .isEqualTo(PeerTrouble.LOST);
        assertThat(PeerTrouble.of(new DecoderException(new NotSslRecordException("no TLS"))))
                .isEqualTo(PeerTrouble.LOST);
        assertThat(PeerTrouble.of(new CorruptedFrameException("bad opcode"))).isEqualTo(PeerTrouble.VIOLATION);
    }

    @Test
    void whatIsOursIsABug() {
        assertThat(PeerTrouble.of(new IllegalStateException("broken"))).isEqualTo(PeerTrouble.NONE);
        assertThat(PeerTrouble.of(new EncoderException("we wrote nonsense"))).isEqualTo(PeerTrouble.NONE);
        assertThat(PeerTrouble.of(new OutOfMemoryError())).isEqualTo(PeerTrouble.NONE);
    }

    @Test
    void aRefusedConnectionSaysWhere() throws Exception {
        int closedPort = FreePort.find();
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            var connect = new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), closedPort));

            assertThat(connect.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(PeerTrouble.describe(connect.cause()))
                    .startsWith("connection refused ")
                    .endsWith("127.0.0.1:" + closedPort);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    @Test
    void otherTroubleIsToldInWords() {
        assertThat(PeerTrouble.describe(new IOException("Connection reset by peer")))
                .isEqualTo("connection reset by peer");
        assertThat(PeerTrouble.describe(new DecoderException(new SSLHandshakeException("no cipher"))))
                .isEqualTo("TLS failed: no cipher");
        assertThat(PeerTrouble.describe(new ClosedChannelException())).isEqualTo("connection closed");
        assertThat(PeerTrouble.describe(new IOException("x".repeat(5_000)))).hasSize(200);
    }
}
