package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText;
import dev.trunkline.ai.realtime.RealtimeEvent.Rejected;
import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.net.websocket.BigText;
import dev.trunkline.net.websocket.ConnectFailure;
import dev.trunkline.net.websocket.Inbox;
import dev.trunkline.net.websocket.KeepAlive;
import dev.trunkline.net.websocket.TextReceiver;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session: from the first packet to exactly one {@link AiEvents#onLost}, or to our {@link #close}, after which nothing is told. Confined
 * to the call's loop.
 */
final class RealtimeLink extends SimpleChannelInboundHandler<WebSocketFrame>
        implements TextReceiver, KeepAlive.Listener, Inbox.Reader<RealtimeEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeLink.class);

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    /** Some seconds of sound. More is better kept by the call, for the next session, if need be. */
    private static final WriteBufferWaterMark UNSENT_BYTES = new WriteBufferWaterMark(64 << 10, 128 << 10);
    /** How long our close frame may take before the socket is dropped anyway. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RealtimeSettings settings;
    private final AgentProfile profile;
    private final AiEvents events;
    private final RealtimeCodec codec;
    private final Scheduler scheduler;
    private final SessionLife life;
    private final RealtimeDialogue dialogue;
    private final Inbox<RealtimeEvent> inbox;
    private final Runnable onOver;

    private @Nullable ChannelHandlerContext context;
    private @Nullable Timer deadline;
    private @Nullable KeepAlive keepAlive;
    private @Nullable RealtimeLeg leg; // from the open socket on
    private boolean deaf;
    private boolean closed; // by us

    /** @param onOver when it is over, or will be as soon as the far end has closed as well */
    RealtimeLink(
            RealtimeSettings settings,
            AgentProfile profile,
            AiEvents events,
            RealtimeCodec codec,
            Scheduler scheduler,
            Runnable onOver) {
        this.settings = settings;
        this.profile = profile;
        this.events = events;
        this.codec = codec;
        this.scheduler = scheduler;
        this.onOver = onOver;
        this.life = new SessionLife(settings, events, scheduler, this::onLost);
        this.dialogue = new RealtimeDialogue(profile, events, scheduler, life);
        this.inbox = new Inbox<>(codec, RealtimeCodec::new, this::onLoop, this);
    }

    /** The clock of the attempt starts. */
    void begin() {
        expectWithin(settings.connectTimeoutMillis(), "no connection within ");
    }

    /** Whether the far end ever took the session. */
    boolean wasReady() {
        return life.isReady();
    }

    /** Whether it was given up because the far end did not show that it reads us. */
    boolean wasDeaf() {
        return deaf;
    }

    /** There will be no connection. */
    void fail(Throwable cause) {
        ConnectFailure failure = ConnectFailure.of(cause);
        life.lose(RealtimeLosses.ofFailure(failure), failure.detail());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.channel().config().setWriteBufferWaterMark(UNSENT_BYTES);
        if (life.isOver()) {
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE && !life.isOver()) {
            open(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void open(ChannelHandlerContext ctx) {
        KeepAlive pings = new KeepAlive(
                ctx.channel(), scheduler, settings.pingIntervalMillis(), settings.pongTimeoutMillis(), this);
        SessionText session = new SessionText(settings, profile);
        RealtimeLeg opened =
                new RealtimeLeg(ctx, codec, pings, inbox, settings.dialect(), session, scheduler, this::close);
        keepAlive = pings;
        leg = opened;
        dialogue.opened(opened);
        expectWithin(settings.readyTimeoutMillis(), "no session within ");
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof PongWebSocketFrame pong && keepAlive != null && !life.isOver()) {
            keepAlive.onPong(pong.content());
        } else {
            inbox.take(frame);
        }
    }

    @Override
    public void onText(byte[] text, int lengthBytes) {
        inbox.take(text, lengthBytes);
    }

    @Override
    public boolean takesBigTexts() {
        return true;
    }

    @Override
    public void onBigText(BigText text) {
        inbox.take(text);
    }

    @Override
    public void onBinary(ByteBuf bytes) {
        read(new Rejected(EventRejection.BINARY_FRAME));
    }

    @Override
    public void onClose(int code, String reason) {
        life.loseByClose(code, reason, "closed with " + code);
    }

    @Override
    public void read(RealtimeEvent event) {
        if (life.isOver()) {
            return;
        }
        boolean wasReady = life.isReady();
        dialogue.tell(event);
        if (!wasReady && life.isReady()) {
            cancel(deadline);
        }
        if (leg != null && !life.isOver()) {
            leg.flushAnswers();
        }
        boolean isUnderstood = event instanceof CallerText text && text.extent() == CallerText.Extent.WHOLE;
        if (isUnderstood && keepAlive != null && !life.isOver()) {
            keepAlive.ping(); // what was understood need not be said again, should this session be lost
        }
    }

    @Override
    public void onRead(long soundBytes) {
        if (life.isReady() && !life.isOver()) {
            events.onCallerHeard(soundBytes);
        }
    }

    @Override
    public void onDeaf(String detail) {
        deaf = true;
        life.lose(AiLoss.Kind.DROPPED, detail);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        String when = leg != null ? "" : " before the session was open";
        inbox.then(() -> life.loseByClose(0, "", "connection lost" + when));
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
        if (leg != null && ofTheWorld) {
            life.loseByClose(0, "", PeerTrouble.describe(cause));
        } else {
            fail(cause);
        }
    }

    @Override
    public void onHoldBack(boolean held) {
        if (context != null) {
            WebSocketClient.holdBack(context.channel(), held);
        }
    }

    @Override
    public void onBug(Throwable bug) {
        if (context != null) {
            exceptionCaught(context, bug);
        }
    }

    /** Ends the session from our side; nothing more is told. */
    void close() {
        closed = true;
        if (!life.isOver()) {
            life.close();
            end(NORMAL);
        }
    }

    private void onLoop(Runnable task) {
        if (context != null) {
            context.executor().execute(task);
        }
    }

    private void onLost(AiLoss loss) {
        try {
            if (leg != null) {
                leg.words().release(); // what was heard is told before the end is
            }
        } finally {
            tellLost(loss);
        }
    }

    private void tellLost(AiLoss loss) {
        end(loss.closeCode() == 0 ? GOING_AWAY : NORMAL);
        LOG.atDebug()
                .addKeyValue("session", profile.sessionId())
                .addKeyValue("kind", loss.kind())
                .addKeyValue("detail", loss.detail())
                .log("session lost");
        if (!closed) {
            events.onLost(loss);
        }
    }

    private void end(int closeCode) {
        onOver.run();
        cancel(deadline);
        if (leg != null) {
            leg.end();
        }
        ChannelHandlerContext ctx = context;
        if (ctx != null && leg != null && ctx.channel().isActive()) {
            WebSocketClient.close(ctx.channel(), closeCode, "");
            Timer impatience = scheduler.after(CLOSE_NANOS, ctx::close);
            ctx.channel().closeFuture().addListener(closed -> impatience.cancel());
        } else if (ctx != null) {
            ctx.close();
        }
    }

    private void expectWithin(long millis, String otherwise) {
        cancel(deadline);
        deadline = scheduler.patience(
                TimeUnit.MILLISECONDS.toNanos(millis), () -> life.loseByClose(0, "", otherwise + millis + " ms"));
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
