package dev.trunkline.net.http;

import dev.trunkline.net.connection.ConnectionQuota;
import dev.trunkline.net.connection.LingeringClose;
import dev.trunkline.net.connection.MemoryBudget;
import dev.trunkline.net.connection.ServerTls;
import dev.trunkline.net.connection.TlsCloseHandler;
import dev.trunkline.net.loop.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket that answers {@link Routes}. Headers are limited to 8 KiB, bodies to 1 MiB; an eighth of the memory is for
 * what peers send in part or leave unread; a connection that sends
 * no whole request within five seconds is closed, however busily it dribbles. No compression handlers: they have been a
 * source of pre-authentication memory faults. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {

    /**
     * What a peer may cost.
     *
     * @param maxHeaderBytes more gets 431
     * @param maxBodyBytes more gets 413
     * @param requestMillis how long a request, or the pause before it, may take
     * @param answerMillis how long the peer may take to read an answer
     * @param maxHeldBytes of all peers together: messages that are not whole yet, and answers that are not read
     */
    record Limits(int maxHeaderBytes, int maxBodyBytes, long requestMillis, long answerMillis, long maxHeldBytes) {
        static final Limits DEFAULT = new Limits(
                8 * 1024, 1024 * 1024, 5_000, 30_000, Runtime.getRuntime().maxMemory() / 8);
    }

    /** What this process listens on is a fact of the process, whoever started the server. */
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    private final Channel listener;

    private HttpServer(Channel listener) {
        this.listener = listener;
        Integer port = port();
        PORTS.add(port);
        listener.closeFuture().addListener(closed -> PORTS.remove(port));
    }

    /** Whether some server of this process listens on {@code port}. */
    public static boolean isOurs(int port) {
        return PORTS.contains(port);
    }

    /**
     * Binds and starts to answer.
     *
     * @param port 0 for any free one
     * @throws IOException when the address is in use or not ours; the message says which
     */
    public static HttpServer start(EventLoops loops, String bindAddress, int port, Routes routes) throws IOException {
        return start(loops, bindAddress, port, routes, Limits.DEFAULT);
    }

    static HttpServer start(EventLoops loops, String bindAddress, int port, Routes routes, Limits limits)
            throws IOException {
        return start(loops, bindAddress, port, null, bound -> routes, limits);
    }

    /** The same for routes that must know the port; nobody is answered before they are there. */
    public static HttpServer start(EventLoops loops, String bindAddress, int port, IntFunction<Routes> routesOfPort)
            throws IOException {
        return start(loops, bindAddress, port, null, routesOfPort);
    }

    /**
     * The same over TLS.
     *
     * @param tls null for none
     */
    public static HttpServer start(
            EventLoops loops, String bindAddress, int port, @Nullable ServerTls tls, IntFunction<Routes> routesOfPort)
            throws IOException {
        return start(loops, bindAddress, port, tls, routesOfPort, Limits.DEFAULT);
    }

    static HttpServer start(
            EventLoops loops,
            String bindAddress,
            int port,
            @Nullable ServerTls tls,
            IntFunction<Routes> routesOfPort,
            Limits limits)
            throws IOException {
        AtomicReference<Routes> routes = new AtomicReference<>(Routes.builder().build());
        MemoryBudget held = new MemoryBudget(limits.maxHeldBytes());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.acceptor(), loops.workers())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false) // nobody is accepted yet
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, EventLoops.BUFFERS)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        ConnectionQuota memory = new ConnectionQuota(held);
                        channel.pipeline().addLast(new LingeringClose());
                        if (tls != null) {
                            channel.pipeline()
                                    .addLast(tls.handler(channel, limits.requestMillis()))
                                    .addLast(new TlsCloseHandler());
                        }
                        channel.pipeline()
                                .addLast(memory)
                                .addLast(new HttpResponseEncoder())
                                .addLast(new RequestDecoder(
                                        new HttpDecoderConfig().setMaxHeaderSize(limits.maxHeaderBytes())))
                                .addLast(new HttpObjectAggregator(limits.maxBodyBytes(), true))
                                .addLast(memory.new End())
                                .addLast(new HttpRouter(Objects.requireNonNull(routes.get()), limits));
                    }
                });
        var bound = bootstrap.bind(new InetSocketAddress(bindAddress, port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw cannotListen(bindAddress, port, bound.cause());
        }
        HttpServer server = new HttpServer(bound.channel());
        routes.set(routesOfPort.apply(server.port()));
        bound.channel().config().setAutoRead(true);
        return server;
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

    /** What to say where a port cannot be had. */
    public static IOException cannotListen(String bindAddress, int port, Throwable cause) {
        String why = cause instanceof SocketException
                ? cause.getMessage() + "; give another port, or 0 for any free one"
                : cause.toString();
        return new IOException("cannot listen on " + bindAddress + ":" + port + ": " + why, cause);
    }
}
