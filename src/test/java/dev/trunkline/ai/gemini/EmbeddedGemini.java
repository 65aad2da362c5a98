package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.testing.ManualScheduler;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Connections to a {@link ScriptedGemini}, without sockets and in virtual time: what one side sends the other has with the next turn. */
final class EmbeddedGemini implements AiConnector, AutoCloseable {

    static final GeminiSettings SETTINGS = GeminiSettings.of(URI.create("ws://gemini.test"), null, null);

    final ManualScheduler time;
    final ScriptedGemini gemini;
    final List<Line> lines = new ArrayList<>();
    int openSessions;
    long oneWayNanos; // how long anything is on its way
    BooleanSupplier answersPings = () -> true;
    Consumer<String> recorder = json -> {}; // of what the service sends

    private final GeminiConversation conversation = new GeminiConversation();
    private final GeminiCodec codec = new GeminiCodec();

    private final GeminiSettings settings;

    EmbeddedGemini(ManualScheduler time, ScriptedGemini gemini, GeminiSettings settings) {
        this.settings = settings;
        this.time = time;
        this.gemini = gemini;
    }

    @Override
    public Attempt connect(AgentProfile profile, AiEvents events) {
        GeminiSession session =
                new GeminiSession(settings, profile, events, codec, time, conversation, () -> openSessions--);
        openSessions++;
        session.socket().begin();
        Line line = new Line(session);
        lines.add(line);
        time.after(4 * oneWayNanos, line::open); // TCP and the handshake; TLS takes as much again
        time.everyTick(now -> line.turn());
        return session::close;
    }

    Line last() {
        return lines.get(lines.size() - 1);
    }

    @Override
    public long chatLimitNanos() {
        return 0;
    }

    /** Both sides have had their turns. */
    void settle() {
        for (int i = 0; i < 6; i++) {
            time.advance(ManualScheduler.TICK_NANOS);
        }
    }

    @Override
    public void close() {
        lines.forEach(line -> {
            line.deaf = false;
            line.channel.finishAndReleaseAll();
            line.dropUnderWay();
        });
    }

    /** One connection. */
    final class Line implements ScriptedGemini.Wire {
        final EmbeddedChannel channel = new EmbeddedChannel();
        private final GeminiSession session;
        private final ScriptedGemini.Connection connection;
        private final Deque<Object> toClient = new ArrayDeque<>();
        private final Deque<Object> toService = new ArrayDeque<>(); // under way
        boolean deaf; // to what the client sends, and to its going

        Line(GeminiSession session) {
            this.session = session;
            this.connection = gemini.connect(this);
        }

        ScriptedGemini.Connection connection() {
            return connection;
        }

        private void open() {
            channel.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
                @Override
                public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
                    // A client waits for the end of the other side, as LingeringClose does.
                    if (!deaf && oneWayNanos == 0) {
                        ctx.close(promise);
                    } else if (!deaf) {
                        time.after(2 * oneWayNanos, () -> ctx.close(promise));
                    }
                }
            });
            channel.pipeline().addLast(session.socket());
            channel.pipeline().fireUserEventTriggered(ClientHandshakeStateEvent.HANDSHAKE_COMPLETE);
        }

        @Override
        public void send(String json) {
            recorder.accept(json);
            byte[] text = json.getBytes(StandardCharsets.UTF_8);
            arriveAtClient(() -> toClient.add(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(text))));
        }

        @Override
        public void close(int code, String reason) {
            arriveAtClient(() -> toClient.add(new CloseWebSocketFrame(code, reason)));
        }

        private void arriveAtClient(Runnable frame) {
            if (oneWayNanos == 0) {
                frame.run();
            } else {
                time.after(oneWayNanos, frame);
            }
        }

        /** The network fails. */
        void cut() {
            connection.onClosed();
            channel.close();
        }

        private void turn() {
            for (Object frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
                Object sent = frame;
                if (oneWayNanos == 0) {
                    arrive(sent);
                } else {
                    toService.add(sent);
                    time.after(oneWayNanos, this::arriveNext);
                }
            }
            for (Object frame = toClient.poll(); frame != null; frame = toClient.poll()) {
                if (channel.isActive()) {
                    channel.writeInbound(frame);
                } else {
                    ReferenceCountUtil.release(frame);
                }
            }
        }

        private void arriveNext() {
            Object first = toService.poll();
            if (first != null) {
                arrive(first);
            }
        }

        private void dropUnderWay() {
            toService.forEach(ReferenceCountUtil::release);
            toService.clear();
            toClient.forEach(ReferenceCountUtil::release);
            toClient.clear();
        }

        private void arrive(Object frame) {
            onSent(frame);
            ReferenceCountUtil.release(frame);
        }

        private void onSent(Object frame) {
            if (deaf) {
                return;
            }
            if (frame instanceof TextWebSocketFrame text) {
                connection.onText(text.text());
            } else if (frame instanceof PingWebSocketFrame ping && answersPings.getAsBoolean()) {
                toClient.add(new PongWebSocketFrame(ping.content().copy()));
            } else if (frame instanceof CloseWebSocketFrame) {
                connection.onClosed();
            }
        }
    }
}
