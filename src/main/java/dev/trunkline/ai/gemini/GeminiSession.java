package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.net.websocket.ConnectFailure;
import dev.trunkline.net.websocket.TextReceiver;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: from the first packet to exactly one {@link AiEvents#onLost}, or to our {@link #close}, after which nothing is told.
 * {@code setup} goes out as soon as the socket is open and no other connection has the session. Where one has it, because this one is
 * to take its place, this one is as ready as it can be: the call is told so, and {@code setup} follows when the other one is closed; until
 * {@code setupComplete} it takes no sound, which the call keeps. Confined to the call's loop.
 */
final class GeminiSession extends SimpleChannelInboundHandler<WebSocketFrame>
        implements TextReceiver, GeminiConversation.Holder, GeminiExchange.Connection {

    private static final Logger LOG = LoggerFactory.getLogger(GeminiSession.class);

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int NO_STATUS = 1005;
    /** Some seconds of sound. More is better kept by the call, as mu-law and for the next connection, if need be. */
    private static final WriteBufferWaterMark UNSENT_BYTES = new WriteBufferWaterMark(128 << 10, 256 << 10);
    /** How long our close frame may take before the socket is dropped anyway. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** How long the next connection waits for the end of this one, at most. */
    private static final long PARTING_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private final GeminiSettings settings;
    private final AgentProfile profile;
    private final AiEvents events;
    private final GeminiCodec codec;
    private final Scheduler scheduler;
    private final GeminiConversation conversation;
    private final Runnable onOver;
    private final List<Runnable> waiting = new ArrayList<>(); // for the end of this one

    private @Nullable ChannelHandlerContext context;
    private @Nullable Timer deadline;
    private @Nullable GeminiExchange exchange; // from the open socket on
    private boolean over;
    private boolean gone;

    /** @param onOver when it is, or will be as soon as the service has closed as well */
    GeminiSession(
            GeminiSettings settings,
            AgentProfile profile,
            AiEvents events,
            GeminiCodec codec,
            Scheduler scheduler,
            GeminiConversation conversation,
            Runnable onOver) {
        this.settings = settings;
        this.profile = profile;
        this.events = events;
        this.codec = codec;
        this.scheduler = scheduler;
        this.conversation = conversation;
        this.onOver = onOver;
    }

    /** The clock of the attempt starts. */
    void begin() {
        expectWithin(settings.connectTimeoutMillis(), "no connection within ");
    }

    /** There will be no connection. */
    void fail(Throwable cause) {
        ConnectFailure failure = ConnectFailure.of(cause);
        lose(new AiLoss(GeminiLosses.ofFailure(failure), 0, null, failure.detail()));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.channel().config().setWriteBufferWaterMark(UNSENT_BYTES);
        ctx.channel().closeFuture().addListener(closed -> part());
        if (over) {
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE && !over) {
            open(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void open(ChannelHandlerContext ctx) {
        GeminiExchange opened =
                new GeminiExchange(ctx, settings, profile, events, codec, scheduler, conversation, this);
        exchange = opened;
        if (!conversation.isFree()) {
            cancel(deadline);
            opened.tellReady();
        }
        conversation.whenFree(() -> setUp(opened));
    }

    private void setUp(GeminiExchange opened) {
        if (!over) {
            conversation.hold(this);
            opened.setUp();
            expectWithin(settings.readyTimeoutMillis(), "no setupComplete within ");
        }
    }

    @Override
    public void onTaken() {
        cancel(deadline);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        GeminiExchange open = exchange;
        if (over || open == null) {
            return;
        }
        if (frame instanceof PongWebSocketFrame pong) {
            open.soundRead().onPong(pong.content());
        } else if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
            open.read(codec.decode(frame.content()));
        } else if (frame instanceof CloseWebSocketFrame close) {
            int code = close.statusCode() == -1 ? NO_STATUS : close.statusCode();
            lose(open.lossByClose(code, close.reasonText()));
        }
    }

    @Override
    public void onText(byte[] text, int lengthBytes) {
        if (!over && exchange != null) {
            exchange.read(codec.decode(text, lengthBytes));
        }
    }

    @Override
    public boolean takesBinaryTexts() {
        return true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lose(
                exchange != null
                        ? exchange.lossByEnd()
                        : new AiLoss(AiLoss.Kind.DROPPED, 0, null, "connection lost before the socket was open"));
    }

    @Override
    public void onDeaf(String detail) {
        lose(new AiLoss(AiLoss.Kind.DROPPED, 0, null, detail));
    }

    /** The network's trouble, and the bugs of whoever listens: both end this session and nothing else. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean ofTheWorld = PeerTrouble.of(cause) != PeerTrouble.NONE;
        if (!ofTheWorld) {
            LOG.atError()
                    .addKeyValue("session", profile.sessionId())
                    .setCause(cause)
                    .log("session ended by a bug");
        }
        if (exchange != null && ofTheWorld) {
            onDeaf(PeerTrouble.describe(cause));
        } else {
            fail(cause);
        }
    }

    /** Ends the session from our side; nothing more is told. */
    @Override
    public void close() {
        if (!over) {
            end(NORMAL);
        }
    }

    private void lose(AiLoss loss) {
        if (over) {
            return;
        }
        end(loss.closeCode() == 0 ? GOING_AWAY : NORMAL);
        LOG.atDebug()
                .addKeyValue("session", profile.sessionId())
                .addKeyValue("kind", loss.kind())
                .addKeyValue("detail", loss.detail())
                .log("session lost");
        events.onLost(loss);
    }

    private void end(int closeCode) {
        over = true;
        onOver.run();
        cancel(deadline);
        if (exchange != null) {
            exchange.end();
        }
        ChannelHandlerContext ctx = context;
        if (ctx != null && exchange != null && ctx.channel().isActive()) {
            scheduler.after(PARTING_NANOS, this::part);
            Timer impatience = scheduler.after(CLOSE_NANOS, ctx::close);
            ctx.channel().closeFuture().addListener(closed -> impatience.cancel());
            WebSocketClient.close(ctx.channel(), closeCode, "");
        } else if (ctx != null) {
            ctx.close();
        }
        if (ctx == null) {
            part();
        }
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public void whenGone(Runnable then) {
        waiting.add(then);
    }

    private void part() {
        gone = true;
        List<Runnable> released = List.copyOf(waiting);
        waiting.clear();
        released.forEach(Runnable::run);
    }

    private void expectWithin(long millis, String otherwise) {
        cancel(deadline);
        deadline = scheduler.patience(
                TimeUnit.MILLISECONDS.toNanos(millis),
                () -> lose(new AiLoss(AiLoss.Kind.DROPPED, 0, null, otherwise + millis + " ms")));
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
