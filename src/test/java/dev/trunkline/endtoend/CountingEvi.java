package dev.trunkline.endtoend;

import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.testing.FreePort;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** An EVI that takes every chat, says nothing on it, and counts. It can be killed, and comes back at the same port. */
final class CountingEvi implements AutoCloseable {

    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<Channel> chats = ConcurrentHashMap.newKeySet();
    private final EventLoops loops = new EventLoops("counting-evi", 1);
    private HttpServer server;
    private final int port;
    private volatile int status = 101;

    /**
     * A chat that was opened.
     *
     * @param group that it goes on with, or null
     */
    record Arrival(long atNanos, @Nullable String group) {}

    CountingEvi() throws IOException {
        port = FreePort.find(); // nobody takes it while this is dead
        server = HttpServer.start(loops, "127.0.0.1", port, routes());
    }

    private Routes routes() {
        return Routes.builder()
                .webSocket(
                        "/v0/evi/chat",
                        request -> status == 101
                                ? new WebSocketEndpoint.Accept(
                                        new Chat(request.queryValue("resumed_chat_group_id")), 1 << 20)
                                : new WebSocketEndpoint.Refuse(HttpResponse.text(status, "no")))
                .build();
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + port + "/v0/evi");
    }

    /** What its breaker is called in the metrics. */
    String name() {
        return "127.0.0.1:" + port;
    }

    /** From now on every handshake is answered so. */
    void answers(int httpStatus) {
        status = httpStatus;
    }

    /** All chats are reset, and nobody listens any more; tells when. */
    long dies() {
        server.close();
        return resets();
    }

    /** All chats are reset, and every handshake is answered as a balancer does that has nobody behind it; tells when. */
    long diesBehindItsBalancer() {
        answers(503);
        return resets();
    }

    private long resets() {
        long diedNanos = System.nanoTime();
        chats.forEach(chat -> chat.eventLoop().execute(() -> {
            chat.config().setOption(ChannelOption.SO_LINGER, 0);
            chat.unsafe().closeForcibly();
        }));
        chats.clear();
        return diedNanos;
    }

    void comesBack() throws IOException {
        server = HttpServer.start(loops, "127.0.0.1", port, routes());
    }

    /** Those since then, in order. */
    List<Arrival> arrivalsSince(long nanos) {
        return new ArrayList<>(arrivals)
                .stream().filter(each -> each.atNanos - nanos >= 0).toList();
    }

    /** The most of them within any second. */
    static int mostInASecond(List<Arrival> arrivals) {
        int most = 0;
        for (int first = 0, last = 0; last < arrivals.size(); last++) {
            while (arrivals.get(last).atNanos - arrivals.get(first).atNanos > 1_000_000_000L) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    private final class Chat extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        private final @Nullable String group;

        Chat(@Nullable String group) {
            this.group = group;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                chats.add(ctx.channel());
                arrivals.add(new Arrival(System.nanoTime(), group));
                String groupId = group == null ? "group-" + arrivals.size() : group;
                ctx.writeAndFlush(new TextWebSocketFrame(
                        "{\"type\":\"chat_metadata\",\"chat_id\":\"chat\",\"chat_group_id\":\"" + groupId + "\"}"));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            // The caller is not answered.
        }
    }
}
