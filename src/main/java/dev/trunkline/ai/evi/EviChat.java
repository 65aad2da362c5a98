package dev.trunkline.ai.evi;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.evi.EviCommand.SessionSettings;
import dev.trunkline.audio.SoundFormat;
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
 * One chat: from the first packet to exactly one {@link AiEvents#onLost}, or to our {@link #close}, after which nothing is
 * told. {@code session_settings} goes out as soon as the socket is open, so that sound may follow the moment
 * {@code chat_metadata} has made the chat ready. Confined to the call's loop.
 */
final class EviChat extends SimpleChannelInboundHandler<WebSocketFrame>
        implements TextReceiver, KeepAlive.Listener, Inbox.Reader<EviMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(EviChat.class);

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    /** Some seconds of sound. More is better kept by the call, as mu-law and for the next chat, if need be. */
    private static final WriteBufferWaterMark UNSENT_BYTES = new WriteBufferWaterMark(128 << 10, 256 << 10);
    /** How long our close frame may take before the socket is dropped anyway. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EviSettings settings;
    private final AgentProfile profile;
    private final EviCodec codec;
    private final Scheduler scheduler;
    private final EviReporter reporter;
    private final Owner owner;
    private final Inbox<EviMessage> inbox;

    private @Nullable ChannelHandlerContext context;
    private @Nullable Timer deadline;
    private @Nullable KeepAlive keepAlive;
    private @Nullable EviLeg leg; // from the open socket on
    private boolean deaf;
    private boolean over;

    /** Who asked for it. */
    @FunctionalInterface
    interface Owner {
        /** EVI does not accept our credentials; true when another chat is tried, and nothing is told of this one. */
        boolean triesAgain();

        /** It is over, or will be as soon as EVI has closed as well. */
        default void onOver() {}
    }

    EviChat(
            EviSettings settings,
            AgentProfile profile,
            AiEvents events,
            EviCodec codec,
            Scheduler scheduler,
            Owner owner) {
        this.settings = settings;
        this.profile = profile;
        this.codec = codec;
        this.scheduler = scheduler;
        this.reporter = new EviReporter(events, scheduler);
        this.owner = owner;
        this.inbox = new Inbox<>(codec, EviCodec::new, this::onLoop, this);
    }

    /** The clock of the attempt starts. */
    void begin() {
        expectWithin(settings.connectTimeoutMillis(), "no connection within ");
    }

    boolean isOver() {
        return over;
    }

    /** Whether EVI ever said that it hears us. */
    boolean wasReady() {
        return reporter.isReady();
    }

    /** Whether it was given up because EVI did not show that it reads us. */
    boolean wasDeaf() {
        return deaf;
    }

    /** There will be no connection. */
    void fail(AiLoss.Kind kind, String detail) {
        lose(reporter.lossByFailure(kind, detail));
    }

    /** There will be no connection. */
    void fail(Throwable cause) {
        ConnectFailure failure = ConnectFailure.of(cause);
        if (!over && failure.isUnauthorised() && owner.triesAgain()) {
            close();
            return;
        }
        fail(EviLosses.ofFailure(failure), failure.detail());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.channel().config().setWriteBufferWaterMark(UNSENT_BYTES);
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
        KeepAlive pings = new KeepAlive(
                ctx.channel(), scheduler, settings.pingIntervalMillis(), settings.pongTimeoutMillis(), this);
        EviLeg opened =
                new EviLeg(ctx, codec, pings, inbox, SoundFormat.linear16(profile.inputSampleRateHz()), this::close);
        keepAlive = pings;
        leg = opened;
        opened.send(SessionSettings.opening(profile));
        ctx.flush();
        reporter.opened(opened);
        expectWithin(settings.readyTimeoutMillis(), "no chat_metadata within ");
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof PongWebSocketFrame pong && keepAlive != null && !over) {
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
    public void onClose(int code, String reason) {
        lose(reporter.lossByClose(code, "closed with " + code));
    }

    @Override
    public void read(EviMessage message) {
        if (over) {
            return;
        }
        if (message instanceof EviMessage.ChatMetadata) {
            cancel(deadline);
        }
        reporter.tell(message);
        if (reporter.isRefused()) {
            lose(reporter.lossByClose(0, "refused before it was ready"));
        } else if (message instanceof EviMessage.UserMessage user && !user.interim() && keepAlive != null && !over) {
            keepAlive.ping(); // what was understood need not be said again, should this chat be lost
        }
    }

    @Override
    public void onBinary(ByteBuf bytes) {
        read(new EviMessage.Rejected(Rejection.BINARY_FRAME));
    }

    @Override
    public void onRead(long soundBytes) {
        if (!over) {
            reporter.tellCallerHeard(soundBytes);
        }
    }

    @Override
    public void onDeaf(String detail) {
        deaf = true;
        fail(AiLoss.Kind.DROPPED, detail);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        String when = leg != null ? "" : " before the chat was open";
        inbox.then(() -> lose(reporter.lossByClose(0, "connection lost" + when)));
    }

    /** The network's trouble, and the bugs of whoever listens: both end this chat and nothing else. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean ofTheWorld = PeerTrouble.of(cause) != PeerTrouble.NONE;
        if (!ofTheWorld) {
            LOG.atError()
                    .addKeyValue("session", profile.sessionId())
                    .setCause(cause)
                    .log("chat ended by a bug");
        }
        if (leg != null && ofTheWorld) {
            lose(reporter.lossByClose(0, PeerTrouble.describe(cause)));
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

    /** Ends the chat from our side; nothing more is told. */
    void close() {
        if (!over) {
            end(NORMAL);
        }
    }

    private void onLoop(Runnable task) {
        if (context != null) {
            context.executor().execute(task);
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
                .log("chat lost");
        reporter.tellLost(loss);
    }

    private void end(int closeCode) {
        over = true;
        owner.onOver();
        reporter.silence();
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
                TimeUnit.MILLISECONDS.toNanos(millis), () -> lose(reporter.lossByClose(0, otherwise + millis + " ms")));
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
