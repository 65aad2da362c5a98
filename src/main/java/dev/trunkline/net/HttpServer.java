package dev.trunkline.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A listening socket that answers {@link Routes}. Headers are limited to 8 KiB, bodies to 1 MiB, and a connection that
 * sends no whole request within five seconds is closed. No compression handlers: they have been a source of
 * pre-authentication memory faults. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {

    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final int REQUEST_SECONDS = 5;
    static final String REQUEST_TIMEOUT = "request-timeout";

    private final Channel listener;

    private HttpServer(Channel listener) {
        this.listener = listener;
    }

    /**
     * Binds and starts to answer.
     *
     * @param port 0 for any free one
     * @throws IOException when the address is in use or not ours; the message says which
     */
    public static HttpServer start(EventLoops loops, String bindAddress, int port, Routes routes) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.acceptor(), loops.workers())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(REQUEST_TIMEOUT, new ReadTimeoutHandler(REQUEST_SECONDS, TimeUnit.SECONDS))
                                .addLast(
                                        new HttpServerCodec(new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES)))
                                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast(new HttpRouter(routes));
                    }
                });
        var bound = bootstrap.bind(new InetSocketAddress(bindAddress, port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + bindAddress + ":" + port + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new HttpServer(bound.channel());
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Stops listening; open connections go on. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
