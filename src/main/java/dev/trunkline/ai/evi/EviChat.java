package dev.trunkline.ai.evi;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.evi.EviCommand.AssistantInput;
import dev.trunkline.ai.evi.EviCommand.PauseAssistant;
import dev.trunkline.ai.evi.EviCommand.ResumeAssistant;
import dev.trunkline.ai.evi.EviCommand.SessionSettings;
import dev.trunkline.ai.evi.EviCommand.ToolError;
import dev.trunkline.ai.evi.EviCommand.ToolResponse;
import dev.trunkline.ai.evi.EviCommand.UserInput;
import dev.trunkline.net.BigText;
import dev.trunkline.net.PeerTrouble;
import dev.trunkline.net.TextReceiver;
import dev.trunkline.net.TextWriter;
import dev.trunkline.net.WebSocketClient;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One chat: from the first packet to exactly one {@link AiEvents#onLost}, or to our {@link #close}, after which nothing is
 * told. {@code session_settings} goes out as soon as the socket is open, so that sound may follow the moment
 * {@code chat_metadata} has made the chat ready. Confined to the call's loop.
 */
final class EviChat extends SimpleChannelInboundHandler<WebSocketFrame>
        implements AiLeg, TextReceiver, Pulse.Listener, Inbox.Reader {

    private static final Logger LOG = LoggerFactory.getLogger(EviChat.class);

    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
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
    private final BooleanSupplier onRefused;
    private final Inbox inbox;

    private @Nullable ChannelHandlerContext context;
    private @Nullable TextWriter texts;
    private @Nullable Timer deadline;
    private @Nullable Pulse pulse;
    private boolean open;
    private boolean over;

    /** @param onRefused when EVI does not accept our credentials; true when another chat is tried, and nothing is told of this one */
    EviChat(
            EviSettings settings,
            AgentProfile profile,
            AiEvents events,
            EviCodec codec,
            Scheduler scheduler,
            BooleanSupplier onRefused) {
        this.settings = settings;
        this.profile = profile;
        this.codec = codec;
        this.scheduler = scheduler;
        this.reporter = new EviReporter(events, this, scheduler);
        this.onRefused = onRefused;
        this.inbox = new Inbox(codec, this::onLoop, this);
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
        return pulse != null && pulse.isDeaf();
    }

    /** There will be no connection. */
    void fail(AiLoss.Kind kind, String detail) {
        lose(reporter.lossByFailure(kind, detail));
    }

    /** There will be no connection. */
    void fail(Throwable cause) {
        int status = EviLosses.statusOf(cause);
        if (!over && (status == UNAUTHORISED || status == FORBIDDEN) && onRefused.getAsBoolean()) {
            close();
            return;
        }
        fail(EviLosses.ofFailure(cause), EviLosses.describe(cause));
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
            open = true;
            texts = TextWriter.of(ctx.channel());
            write(SessionSettings.opening(profile));
            ctx.flush();
            expectWithin(settings.readyTimeoutMillis(), "no chat_metadata within ");
            pulse = new Pulse(ctx.channel(), scheduler, settings, this);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof PongWebSocketFrame pong && pulse != null && !over) {
            pulse.onPong(pong.content());
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
    public void onClose(int code) {
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
        } else if (message instanceof EviMessage.UserMessage user && !user.interim() && pulse != null && !over) {
            pulse.ping(); // what was understood need not be said again, should this chat be lost
        }
    }

    @Override
    public void onRead(long soundBytes) {
        if (!over) {
            reporter.tellCallerHeard(soundBytes);
        }
    }

    @Override
    public void onDeaf(String detail) {
        fail(AiLoss.Kind.DROPPED, detail);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        String when = open ? "" : " before the chat was open";
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
        if (open && ofTheWorld) {
            lose(reporter.lossByClose(0, PeerTrouble.describe(cause)));
        } else {
            fail(cause);
        }
    }

    @Override
    public void hear(byte[] linear16, int lengthBytes) {
        if (!over && texts != null && pulse != null) {
            codec.encodeAudio(linear16, lengthBytes, texts);
            pulse.sent(lengthBytes);
        }
    }

    @Override
    public boolean hasRoom() {
        return !over && context != null && context.channel().isWritable();
    }

    @Override
    public void holdBack(boolean held) {
        inbox.holdBack(held);
    }

    @Override
    public void onHoldBack(boolean held) {
        if (context != null) {
            WebSocketClient.holdBack(context.channel(), held);
        }
    }

    @Override
    public void userSaid(String text) {
        write(new UserInput(text));
    }

    @Override
    public void speak(String text) {
        write(new AssistantInput(text));
    }

    @Override
    public void context(String text, boolean persistent) {
        write(SessionSettings.context(text, persistent));
    }

    @Override
    public void toolSucceeded(ToolCall tool, String content) {
        // EVI answers its own tools itself.
        if (!tool.builtin()) {
            write(new ToolResponse(tool.id(), content, tool.name()));
        }
    }

    @Override
    public void toolFailed(ToolCall tool, String error, String speakable) {
        if (!tool.builtin()) {
            write(new ToolError(tool.id(), error, speakable, null));
        }
    }

    @Override
    public void pause() {
        write(new PauseAssistant());
    }

    @Override
    public void resume() {
        write(new ResumeAssistant());
    }

    @Override
    public void flush() {
        if (!over && texts != null) {
            texts.flushSoon();
        }
    }

    @Override
    public void close() {
        if (!over) {
            end(NORMAL);
        }
    }

    private void onLoop(Runnable task) {
        if (context != null) {
            context.executor().execute(task);
        }
    }

    private void write(EviCommand command) {
        ChannelHandlerContext ctx = context;
        if (over || ctx == null) {
            return;
        }
        ByteBuf text = ctx.alloc().buffer();
        codec.encode(command, text);
        ctx.write(new TextWebSocketFrame(text));
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
        reporter.silence();
        cancel(deadline);
        if (pulse != null) {
            pulse.stop();
        }
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        if (!open || !ctx.channel().isActive()) {
            ctx.close();
            return;
        }
        WebSocketClient.close(ctx.channel(), closeCode, "");
        Timer impatience = scheduler.after(CLOSE_NANOS, ctx::close);
        ctx.channel().closeFuture().addListener(closed -> impatience.cancel());
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
