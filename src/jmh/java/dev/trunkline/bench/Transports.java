package dev.trunkline.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.Version;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What Netty's transports cost: {@link BareRelay} over each of them in turn, three times, with 200 connections that carry 50
 * messages of 300 bytes a second in each direction. Open loop: a message is as late as it arrives after it was due.
 *
 * <p>{@code ./mvnw -Pbench,transports test-compile exec:exec -Dbench.main=dev.trunkline.bench.Transports -Dbench.options=
 * -Dbench=20}, where the last is for how many seconds to measure.
 */
public final class Transports {

    private static final int CONNECTIONS = 200;
    private static final int MESSAGE_BYTES = 300;
    private static final int SLOTS = 20; // milliseconds between two messages
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int ROUNDS = 3;
    private static final int WARM_UP_SECONDS = 10;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CountDownLatch open = new CountDownLatch(2 * CONNECTIONS);
    private final List<Channel> ends = new ArrayList<>(); // the rest is confined to the loop
    private final byte[] rest = new byte[MESSAGE_BYTES - Long.BYTES];
    private final Histogram oneWayNanos = new Histogram(3);
    private final Histogram lateNanos = new Histogram(3);
    private long originNanos;
    private long slotsDone;

    private Transports() {}

    public static void main(String... arguments) throws Exception {
        int seconds = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]);
        System.out.println(Version.identify().get("netty-transport") + ", Java " + Runtime.version());
        System.out.println("transport  us/message  in kernel  sleeps/s  B/message  p50 ms  p99 ms  max ms  own p99 ms");
        for (int round = 0; round < ROUNDS; round++) {
            for (BareRelay.Transport transport : BareRelay.Transport.values()) {
                Throwable missing = missing(transport);
                if (missing == null) {
                    new Transports().measure(transport, seconds);
                } else if (round == 0) {
                    System.out.println(transport + " is not to be had here: " + missing);
                }
            }
        }
        System.exit(0);
    }

    private static Throwable missing(BareRelay.Transport transport) {
        return switch (transport) {
            case NIO -> null;
            case EPOLL -> Epoll.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
        };
    }

    private void measure(BareRelay.Transport transport, int seconds) throws Exception {
        Channel peer = listen();
        int peerPort = ((InetSocketAddress) peer.localAddress()).getPort();
        Process relay = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareRelay.class.getName(),
                        transport.name(),
                        String.valueOf(peerPort))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = relay.inputReader(StandardCharsets.US_ASCII)) {
            connect(URI.create("ws://127.0.0.1:" + said.readLine() + "/"));
            if (!open.await(20, TimeUnit.SECONDS)) {
                throw new IOException(open.getCount() + " ends are not connected");
            }
            loop.submit(this::begin).sync();
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            loop.submit(this::forget).sync();
            Use before = Use.of(relay, said);
            TimeUnit.SECONDS.sleep(seconds);
            Use after = Use.of(relay, said);
            loop.submit(() -> print(transport, before, after, seconds)).sync();
        } finally {
            relay.destroy();
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    private Channel listen() throws InterruptedException {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(8_192))
                                .addLast(new WebSocketServerProtocolHandler("/"), new End());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    private void connect(URI relay) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec(), new HttpObjectAggregator(8_192))
                                .addLast(new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                                        .webSocketUri(relay)
                                        .build()))
                                .addLast(new End());
                    }
                });
        for (int i = 0; i < CONNECTIONS; i++) {
            bootstrap.connect(relay.getHost(), relay.getPort());
        }
    }

    private void begin() {
        Collections.shuffle(ends, new Random(1)); // the two ends of a connection do not speak at the same time
        originNanos = System.nanoTime();
        loop.scheduleAtFixedRate(this::send, 1, 1, TimeUnit.MILLISECONDS);
    }

    private void send() {
        for (long due = (System.nanoTime() - originNanos) / SLOT_NANOS; slotsDone < due; slotsDone++) {
            long dueNanos = originNanos + slotsDone * SLOT_NANOS;
            lateNanos.recordValue(System.nanoTime() - dueNanos);
            for (int i = (int) (slotsDone % SLOTS); i < ends.size(); i += SLOTS) {
                ByteBuf message = ends.get(i).alloc().directBuffer(MESSAGE_BYTES);
                ends.get(i)
                        .writeAndFlush(new BinaryWebSocketFrame(
                                message.writeLong(dueNanos).writeBytes(rest)));
            }
        }
    }

    private void forget() {
        oneWayNanos.reset();
        lateNanos.reset();
    }

    private void print(BareRelay.Transport transport, Use before, Use after, int seconds) {
        double messages = oneWayNanos.getTotalCount();
        double expected = 2.0 * CONNECTIONS * seconds * 1_000 / SLOTS;
        System.out.printf(
                Locale.ROOT,
                "%-9s %11.2f %9.0f%% %9.0f %10.0f %7.2f %7.2f %7.2f %11.2f%s%n",
                transport,
                (after.cpuMillis() - before.cpuMillis()) * 1_000 / messages,
                100.0 * (after.kernelMillis - before.kernelMillis) / (after.cpuMillis() - before.cpuMillis()),
                (double) (after.sleeps - before.sleeps) / seconds,
                (after.allocatedBytes - before.allocatedBytes) / messages,
                oneWayNanos.getValueAtPercentile(50) / 1e6,
                oneWayNanos.getValueAtPercentile(99) / 1e6,
                oneWayNanos.getMaxValue() / 1e6,
                lateNanos.getValueAtPercentile(99) / 1e6,
                messages < 0.99 * expected ? "  NOT VALID: " + (long) messages + " messages" : "");
    }

    /** What a process has used so far. */
    private record Use(double userMillis, double kernelMillis, long sleeps, long allocatedBytes) {

        static Use of(Process process, BufferedReader said) throws IOException {
            process.outputWriter().append('\n').flush();
            long allocatedBytes = Long.parseLong(said.readLine());
            Path proc = Path.of("/proc", String.valueOf(process.pid()));
            String stat = Files.readString(proc.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long sleeps = 0;
            try (var tasks = Files.newDirectoryStream(proc.resolve("task"))) {
                for (Path task : tasks) {
                    sleeps += Files.readAllLines(task.resolve("status")).stream()
                            .filter(line -> line.startsWith("voluntary_ctxt_switches"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
                }
            }
            // In hundredths of a second on every Linux that is in use.
            return new Use(
                    10.0 * Long.parseLong(fields[11]), 10.0 * Long.parseLong(fields[12]), sleeps, allocatedBytes);
        }

        double cpuMillis() {
            return userMillis + kernelMillis;
        }
    }

    /** One end of a connection. */
    private final class End extends SimpleChannelInboundHandler<BinaryWebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete || event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                ends.add(ctx.channel());
                open.countDown();
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, BinaryWebSocketFrame frame) {
            oneWayNanos.recordValue(
                    System.nanoTime() - frame.content().getLong(frame.content().readerIndex()));
        }
    }
}
