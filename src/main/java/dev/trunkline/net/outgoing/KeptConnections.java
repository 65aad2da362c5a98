package dev.trunkline.net.outgoing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections that wait for their next request, a few for each place and for a while. Thread-safe. */
final class KeptConnections {

    static final AttributeKey<Place> PLACE = AttributeKey.valueOf("trunkline.place");

    private static final int MAX_AT_A_PLACE = 8;
    private static final int IDLE_SECONDS = 30;

    private final Map<Place, Deque<Channel>> idle = new HashMap<>();

    /**
     * What a connection leads to.
     *
     * @param host under which name
     * @param address that was checked
     */
    record Place(boolean secure, String host, InetSocketAddress address) {}

    synchronized @Nullable Channel take(Place place) {
        Deque<Channel> waiting = idle.get(place);
        Channel channel = waiting == null ? null : waiting.pollLast();
        if (waiting != null && waiting.isEmpty()) {
            idle.remove(place);
        }
        return channel != null && channel.isActive() ? channel : null;
    }

    /** Called on the channel's loop. */
    void keep(Channel channel) {
        Waiting waiting = new Waiting();
        channel.pipeline().addLast(waiting);
        if (!add(channel)) {
            channel.close();
            return;
        }
        channel.eventLoop().schedule(() -> drop(channel, waiting), IDLE_SECONDS, TimeUnit.SECONDS);
    }

    /** One that was kept is used again. Called on the channel's loop. */
    static void wake(Channel channel) {
        if (channel.pipeline().get(Waiting.class) != null) {
            channel.pipeline().remove(Waiting.class);
        }
    }

    private synchronized boolean add(Channel channel) {
        Deque<Channel> waiting = idle.computeIfAbsent(channel.attr(PLACE).get(), place -> new ArrayDeque<>());
        return waiting.size() < MAX_AT_A_PLACE && waiting.add(channel);
    }

    private void drop(Channel channel, Waiting waiting) {
        if (channel.pipeline().context(waiting) != null && remove(channel)) {
            channel.close();
        }
    }

    private synchronized boolean remove(Channel channel) {
        Deque<Channel> waiting = idle.get(channel.attr(PLACE).get());
        boolean wasThere = waiting != null && waiting.remove(channel);
        if (waiting != null && waiting.isEmpty()) {
            idle.remove(channel.attr(PLACE).get());
        }
        return wasThere;
    }

    /** Nobody has asked anything: whatever comes ends the connection. Confined to its loop. */
    final class Waiting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            ctx.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            remove(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
