package dev.trunkline.lab.chaos;

import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stands between any two ends of TCP and does to their connections what a {@link ChaosPlan} says; whatever they speak, TLS
 * too, passes through untouched otherwise. The same seed and the same order of connections give the same faults. All of it
 * happens on one loop. Thread-safe.
 */
public final class ChaosProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;

    private final EventLoops loops = new EventLoops("chaos", 1);
    private final EventLoop loop = loops.workers().next();
    private final ChaosPlan plan;
    private final Consumer<FaultEvent> onFault;
    private final List<FaultEvent> faults = new CopyOnWriteArrayList<>();
    private final Channel listener;
    private final LoopScheduler time;
    private final long beganNanos;

    // Confined to the loop.
    private final Set<ChaosConnection> connections = new HashSet<>();
    private int accepted;
    private boolean isOut;

    private ChaosProxy(ChaosPlan plan, Consumer<FaultEvent> onFault) throws IOException {
        this.plan = plan;
        this.onFault = onFault;
        this.time =
                loop.submit(() -> LoopScheduler.of(loop)).syncUninterruptibly().getNow();
        this.beganNanos = time.nowNanos();
        ChannelFuture bound = new ServerBootstrap()
                .group(loops.acceptor(), loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1_024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.ALLOCATOR, EventLoops.BUFFERS)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                })
                .bind(new InetSocketAddress(plan.bindAddress(), plan.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.close();
            throw HttpServer.cannotListen(plan.bindAddress(), plan.port(), bound.cause());
        }
        this.listener = bound.channel();
        for (int i = 0; i < plan.rules().size(); i++) {
            FaultRule rule = plan.rules().get(i);
            SplittableRandom random = new SplittableRandom(plan.seed() + i);
            if (rule.kind() == FaultKind.OUTAGE && random.nextDouble() < rule.chance()) {
                loop.schedule(() -> fail(rule), rule.momentMillis(random), TimeUnit.MILLISECONDS);
            }
        }
    }

    /**
     * Starts one.
     *
     * @param onFault is told of every fault as it strikes, on the proxy's loop
     * @throws IOException when the port is taken; the message says which
     */
    public static ChaosProxy start(ChaosPlan plan, Consumer<FaultEvent> onFault) throws IOException {
        return new ChaosProxy(plan, onFault);
    }

    /** The same for those who ask for the {@link #faults} themselves. */
    public static ChaosProxy start(ChaosPlan plan) throws IOException {
        return start(plan, fault -> {});
    }

    private void accept(SocketChannel near) {
        ChaosConnection connection = new ChaosConnection(plan, ++accepted, near, time, this::struck);
        if (isOut || connection.isRefused((time.nowNanos() - beganNanos) / 1_000_000)) {
            ChaosConnection.reset(near);
            return;
        }
        connections.add(connection);
        near.closeFuture().addListener(closed -> connections.remove(connection));
        if (plan.hostHeader() != null) {
            near.pipeline().addLast(new HostRewrite(plan.hostHeader()));
        }
        near.pipeline().addLast(connection.up());
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.ALLOCATOR, EventLoops.BUFFERS)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(connection.down())
                .connect(plan.targetHost(), plan.targetPort())
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        connection.begin(connected.channel());
                    } else {
                        ChaosConnection.reset(near);
                    }
                });
    }

    private void struck(FaultRule rule, int connection) {
        note(connection, rule.kind(), rule.amount(), rule.direction());
    }

    private void note(int connection, FaultKind kind, long amount, FaultDirection direction) {
        long nowNanos = time.nowNanos();
        FaultEvent fault =
                new FaultEvent(nowNanos, (nowNanos - beganNanos) / 1_000_000, connection, kind, amount, direction);
        faults.add(fault);
        onFault.accept(fault);
    }

    private void fail(FaultRule rule) {
        struck(rule, 0);
        isOut = true;
        breakAll();
        loop.schedule(() -> isOut = false, rule.amount(), TimeUnit.MILLISECONDS);
    }

    private void breakAll() {
        for (ChaosConnection connection : new ArrayList<>(connections)) {
            connection.breakOff(FaultDirection.BOTH);
        }
    }

    /** Resets all connections now and refuses new ones until {@link #restore}. Waits until it has happened. */
    public void takeDown() {
        loop.submit(() -> {
                    note(0, FaultKind.OUTAGE, 0, FaultDirection.BOTH);
                    isOut = true;
                    breakAll();
                })
                .syncUninterruptibly();
    }

    /** Refuses new connections until {@link #restore}; those that stand go on, to their faults. Waits until it has happened. */
    public void refuse() {
        loop.submit(() -> isOut = true).syncUninterruptibly();
    }

    /** New connections hold again. */
    public void restore() {
        loop.submit(() -> isOut = false).syncUninterruptibly();
    }

    /** What has struck until now, oldest first. */
    public List<FaultEvent> faults() {
        return List.copyOf(faults);
    }

    /** How many connections came, refused ones among them. */
    public int accepted() {
        return loop.submit(() -> accepted).syncUninterruptibly().getNow();
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** The same URL by way of this proxy. */
    public URI through(URI target) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        return URI.create(target.getScheme() + "://" + plan.bindAddress() + ":" + port() + target.getRawPath() + query);
    }

    /** Drops all connections. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
        loops.close();
    }
}
