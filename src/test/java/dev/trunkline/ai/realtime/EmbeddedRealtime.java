package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.testing.ManualScheduler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The Realtime client without sockets and in virtual time, and whoever is at the other end of its connections. */
public final class EmbeddedRealtime implements AiConnector, AutoCloseable {

    private static final long ONE_WAY_NANOS = 10_000_000;

    private final ManualScheduler time;
    private final RealtimeSettings settings;
    private final Function<Line, FarEnd> farEnds;
    private final RealtimeCodec codec = new RealtimeCodec();
    private final List<Line> lines = new ArrayList<>();

    /** Who is at the other end of one connection. */
    public interface FarEnd {
        void onText(String text);

        /** The connection is over. */
        void onClosed();
    }

    /**
     * Nobody is connected.
     *
     * @param epochSeconds the clock on the wall
     * @param farEnds one for each connection, which is open when it is asked for
     */
    public EmbeddedRealtime(ManualScheduler time, LongSupplier epochSeconds, Function<Line, FarEnd> farEnds) {
        this.time = time;
        this.settings = RealtimeSettings.of(RealtimeDialect.GENERIC, URI.create("ws://realtime.test"), null, null)
                .at(epochSeconds);
        this.farEnds = farEnds;
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        Line line = new Line(profile, events);
        lines.add(line);
        line.link.socket().begin();
        time.after(4 * ONE_WAY_NANOS, line::open); // TCP and the handshake
        return line.link::close;
    }

    /** All connections so far, in order. */
    public List<Line> lines() {
        return lines;
    }

    /** The newest. */
    public Line line() {
        return lines.get(lines.size() - 1);
    }

    @Override
    public void close() {
        lines.forEach(line -> {
            line.over = true;
            line.underWay.forEach(ReferenceCountUtil::release);
            line.channel.finishAndReleaseAll();
        });
    }

    /** One connection. */
    public final class Line extends ChannelOutboundHandlerAdapter {
        private final RealtimeLink link;
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final List<String> sent = new ArrayList<>();
        private final Deque<Object> unflushed = new ArrayDeque<>();
        private final Deque<Object> underWay = new ArrayDeque<>();
        private @Nullable FarEnd farEnd; // of an open connection
        private boolean over;

        Line(AgentProfile profile, AiEvents events) {
            this.link = new RealtimeLink(settings, profile, events, codec, time, () -> {});
        }

        private void open() {
            if (over) {
                return;
            }
            channel.pipeline().addLast(this, link.socket());
            if (channel.isActive()) {
                channel.pipeline().fireUserEventTriggered(ClientHandshakeStateEvent.HANDSHAKE_COMPLETE);
                farEnd = farEnds.apply(this);
            }
        }

        /** What the client has sent, but for its caller's sound. */
        public List<String> sent() {
            return sent;
        }

        /** The far end says this; nothing arrives on a line that is over. */
        public void say(String json) {
            sayFrame(new TextWebSocketFrame(json));
        }

        /** The same, in any frame. */
        public void sayFrame(WebSocketFrame frame) {
            underWay.add(frame);
            time.after(ONE_WAY_NANOS, () -> {
                if (!underWay.remove(frame)) {
                    return; // the line is closed
                }
                if (over || !channel.isActive()) {
                    frame.release();
                } else {
                    channel.writeInbound(frame);
                }
            });
        }

        /** The far end closes. */
        public void hangUp(int code) {
            sayFrame(new CloseWebSocketFrame(code, ""));
        }

        /** The network fails: neither side can say goodbye. */
        public void cut() {
            over = true;
            channel.close();
            if (farEnd != null) {
                farEnd.onClosed();
            }
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object frame, ChannelPromise promise) {
            unflushed.add(frame);
            promise.setSuccess();
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            for (Object frame = unflushed.poll(); frame != null; frame = unflushed.poll()) {
                Object sending = frame;
                underWay.add(sending);
                time.after(ONE_WAY_NANOS, () -> {
                    if (underWay.remove(sending)) {
                        arrive(sending);
                        ReferenceCountUtil.release(sending);
                    }
                });
            }
        }

        private void arrive(Object frame) {
            FarEnd other = farEnd;
            if (over || other == null) {
                return;
            }
            if (frame instanceof TextWebSocketFrame text) {
                String json = text.text();
                if (!json.startsWith("{\"type\":\"input_audio_buffer.append\"")) {
                    sent.add(json);
                }
                other.onText(json);
            } else if (frame instanceof PingWebSocketFrame ping) {
                sayFrame(new PongWebSocketFrame(ping.content().copy()));
            } else if (frame instanceof CloseWebSocketFrame) {
                over = true;
                other.onClosed();
            }
        }
    }
}
