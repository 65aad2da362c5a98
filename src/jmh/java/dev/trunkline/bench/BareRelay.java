package dev.trunkline.bench;

import com.sun.management.ThreadMXBean;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The least a bridge can do, over one transport: each WebSocket that comes in is forwarded to one of its own, flushed once a
 * read. A process of its own; says its port, and for each line it is told how much it has allocated.
 */
final class BareRelay {

    /** How Netty talks to the kernel. */
    enum Transport {
        NIO(NioIoHandler::newFactory, NioServerSocketChannel.class, NioSocketChannel.class),
        EPOLL(EpollIoHandler::newFactory, EpollServerSocketChannel.class, EpollSocketChannel.class),
        IO_URING(IoUringIoHandler::newFactory, IoUringServerSocketChannel.class, IoUringSocketChannel.class);

        private final Supplier<IoHandlerFactory> handlers;
        private final Class<? extends ServerSocketChannel> listener;
        private final Class<? extends SocketChannel> socket;

        Transport(
                Supplier<IoHandlerFactory> handlers,
                Class<? extends ServerSocketChannel> listener,
                Class<? extends SocketChannel> socket) {
            this.handlers = handlers;
            this.listener = listener;
            this.socket = socket;
        }
    }

    private final Transport transport;
    private final URI peer;

    private BareRelay(Transport transport, int peerPort) {
        this.transport = transport;
        this.peer = URI.create("ws://127.0.0.1:" + peerPort + "/");
    }

    /** The transport, and the port to relay to. */
    public static void main(String... arguments) throws Exception {
        new BareRelay(Transport.valueOf(arguments[0]), Integer.parseInt(arguments[1])).run();
    }

    private void run() throws Exception {
        int loops = Runtime.getRuntime().availableProcessors();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(loops, transport.handlers.get());
        Channel bound = new ServerBootstrap()
                .group(group)
                .channel(transport.listener)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(8_192))
                                .addLast(new WebSocketServerProtocolHandler("/"), new Forwarding());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        System.out.println(((InetSocketAddress) bound.localAddress()).getPort());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (asked.readLine() != null) {
            System.out.println(Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                    .sum());
        }
        System.exit(0);
    }

    /** One direction. */
    private final class Forwarding extends ChannelInboundHandlerAdapter {
        private Channel other;

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete) {
                ctx.channel().config().setAutoRead(false);
                Forwarding back = new Forwarding();
                back.other = ctx.channel();
                connect(ctx, back).addListener(connected -> {
                    if (!connected.isSuccess()) {
                        ctx.close();
                    }
                });
            } else if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                other.pipeline().get(Forwarding.class).other = ctx.channel();
                other.config().setAutoRead(true);
            }
        }

        private ChannelFuture connect(ChannelHandlerContext ctx, Forwarding back) {
            return new Bootstrap()
                    .group(ctx.channel().eventLoop())
                    .channel(transport.socket)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel channel) {
                            channel.pipeline()
                                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(8_192))
                                    .addLast(new WebSocketClientProtocolHandler(
                                            WebSocketClientProtocolConfig.newBuilder()
                                                    .webSocketUri(peer)
                                                    .build()))
                                    .addLast(back);
                        }
                    })
                    .connect(peer.getHost(), peer.getPort());
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            other.write(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            if (other != null) {
                other.flush();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (other != null) {
                other.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
