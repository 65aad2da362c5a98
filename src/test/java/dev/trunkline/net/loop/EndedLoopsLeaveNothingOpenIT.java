package dev.trunkline.net.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndedLoopsLeaveNothingOpenIT {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void whileTheyWaited() throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EventLoops loops = new EventLoops("test", 1);
            Channel channel = connect(loops, peer);

            loops.close();

            assertThat(channel.isOpen()).isFalse();
            assertThat(told).containsExactly("inactive", "removed");
        }
    }

    /** The moment in which Netty alone would forget them: half a turn of the loop before it ends. */
    @Test
    void whileTheyWereBusy() throws Exception {
        try (ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EventLoops loops = new EventLoops("test", 1);
            Channel channel = connect(loops, peer);
            EventLoop loop = channel.eventLoop();
            CountDownLatch busy = new CountDownLatch(1);
            loop.execute(() -> {
                busy.countDown();
                while (!loop.isShuttingDown()) {
                    Thread.onSpinWait();
                }
            });
            busy.await();

            loops.close();

            assertThat(channel.isOpen()).isFalse();
            assertThat(told).containsExactly("inactive", "removed");
        }
    }

    @Test
    void whenTheyAreEndedTwice() {
        EventLoops loops = new EventLoops("test", 2);

        loops.close();
        loops.close();

        assertThat(loops.workers().isTerminated()).isTrue();
        assertThat(loops.acceptor().isTerminated()).isTrue();
    }

    private Channel connect(EventLoops loops, ServerSocket peer) throws InterruptedException {
        return new Bootstrap()
                .group(loops.workers())
                .channel(NioSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelInactive(ChannelHandlerContext ctx) {
                        told.add("inactive");
                    }

                    @Override
                    public void handlerRemoved(ChannelHandlerContext ctx) {
                        told.add("removed");
                    }
                })
                .connect(peer.getLocalSocketAddress())
                .sync()
                .channel();
    }
}
