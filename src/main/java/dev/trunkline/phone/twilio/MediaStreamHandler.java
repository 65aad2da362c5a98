package dev.trunkline.phone.twilio;

import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.TextReceiver;
import dev.trunkline.phone.CarrierEvents;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.time.Scheduler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Media Streams connection: waits for the start, then lets a {@link MediaStream} have what comes. Whoever sends nonsense
 * is told so by a close code; what the call itself throws ends this call only. Confined to the call's loop.
 */
final class MediaStreamHandler extends SimpleChannelInboundHandler<WebSocketFrame> implements TextReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(MediaStreamHandler.class);
    private static final long START_SECONDS = 5; // Twilio sends it at once
    private static final int MAX_EARLY_MESSAGES = 250; // five seconds of sound
    private static final int MAX_BAD_MESSAGES = 50;
    private static final long BAD_MESSAGES_WINDOW_SECONDS = 10;

    private final CarrierEvents bridge;
    private final @Nullable StreamGrant grant;
    private final DrainHandover handover;
    private final TwilioCodec codec = new TwilioCodec();
    private final RateLimiter badMessages =
            new RateLimiter(MAX_BAD_MESSAGES - 1, TimeUnit.SECONDS.toNanos(BAD_MESSAGES_WINDOW_SECONDS));
    private @Nullable ChannelHandlerContext context;
    private @Nullable MediaStream live;
    private Scheduler.@Nullable Timer startDeadline;
    private int earlyMessages;
    private boolean closing;

    /** @param grant for which call, or null when anything on this machine may open a stream for any */
    MediaStreamHandler(CarrierEvents bridge, @Nullable StreamGrant grant, DrainHandover handover) {
        this.bridge = bridge;
        this.grant = grant;
        this.handover = handover;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        startDeadline = LoopScheduler.of(ctx.channel().eventLoop())
                .patience(TimeUnit.SECONDS.toNanos(START_SECONDS), () -> refuse(ctx, "no_start"));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (isOver()) {
            return;
        }
        if (frame instanceof TextWebSocketFrame) {
            receive(ctx, codec.decode(frame.content()));
        } else if (frame instanceof BinaryWebSocketFrame) {
            close(ctx, WebSocketCloseStatus.INVALID_MESSAGE_TYPE, "text only");
        }
    }

    @Override
    public void onText(byte[] text, int lengthBytes) {
        if (context != null && !isOver()) {
            receive(context, codec.decode(text, lengthBytes));
        }
    }

    private void receive(ChannelHandlerContext ctx, TwilioMessage message) {
        message.deliverTo(live != null ? live : new BeforeStart(ctx));
        if (message instanceof TwilioMessage.Rejected && !badMessages.spend(now(ctx))) {
            close(ctx, WebSocketCloseStatus.POLICY_VIOLATION, "too many bad messages");
        }
    }

    private boolean isOver() {
        return closing || (live != null && live.hasEnded());
    }

    private static long now(ChannelHandlerContext ctx) {
        return LoopScheduler.of(ctx.channel().eventLoop()).nowNanos();
    }

    private void begin(ChannelHandlerContext ctx, TwilioMessage.Start start) {
        if (grant != null && !grant.callSid().equals(start.callSid())) {
            refuse(ctx, "token_mismatch");
            return;
        }
        cancelStartDeadline();
        LoopScheduler scheduler = LoopScheduler.of(ctx.channel().eventLoop()).guarded(bug -> fail(ctx, bug));
        TwilioPhoneLeg leg = new TwilioPhoneLeg(
                ctx.channel(),
                scheduler,
                start.streamSid(),
                leave -> handover.before(start.callSid(), scheduler, leave));
        PhoneEvents events = bridge.answer(incomingCall(start), leg, scheduler);
        if (events == null) {
            refuse(ctx, "call_over");
            return;
        }
        MediaStream stream = new MediaStream(start, events, leg, scheduler);
        live = stream;
        LOG.atInfo()
                .addKeyValue("callSid", start.callSid())
                .addKeyValue("streamSid", start.streamSid())
                .log("stream started");
        for (; earlyMessages > 0; earlyMessages--) {
            events.onFrameRejected("before_start");
        }
        if (!ctx.channel().isActive()) {
            // The call has left while it was answering.
            stream.disconnected();
        }
    }

    private IncomingCall incomingCall(TwilioMessage.Start start) {
        String from = grant != null ? grant.from() : start.parameters().getOrDefault("from", "");
        String to = grant != null ? grant.to() : start.parameters().getOrDefault("to", "");
        return new IncomingCall(start.callSid(), start.streamSid(), from, to, start.parameters());
    }

    /** Closes a stream that has never become a call. */
    private void refuse(ChannelHandlerContext ctx, String reason) {
        if (!closing && live == null) {
            bridge.rejected(reason);
            close(ctx, WebSocketCloseStatus.POLICY_VIOLATION, reason);
        }
    }

    private void close(ChannelHandlerContext ctx, WebSocketCloseStatus status, String reason) {
        closing = true;
        cancelStartDeadline();
        if (live != null) {
            live.end(StreamEnding.PROTOCOL_ERROR, status, reason);
        } else {
            ctx.writeAndFlush(new CloseWebSocketFrame(status, reason)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        cancelStartDeadline();
        if (live != null) {
            live.disconnected();
            LOG.atInfo().addKeyValue("callSid", live.callSid()).log("stream closed");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (PeerTrouble.of(cause)) {
            case LOST -> ctx.close();
            case VIOLATION -> {
                // The codec before us has answered with the right close code already.
                closing = true;
                cancelStartDeadline();
                if (live != null) {
                    live.end(StreamEnding.PROTOCOL_ERROR);
                }
            }
            case NONE -> fail(ctx, cause);
        }
    }

    /** A bug of ours, on whichever way it came: this call dies of it, no other. */
    private void fail(ChannelHandlerContext ctx, Throwable bug) {
        closing = true;
        cancelStartDeadline();
        LOG.atError()
                .addKeyValue("callSid", live == null ? null : live.callSid())
                .setCause(bug)
                .log("call failed");
        if (live == null) {
            ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.INTERNAL_SERVER_ERROR))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        try {
            live.end(StreamEnding.LOST, WebSocketCloseStatus.INTERNAL_SERVER_ERROR, "");
        } catch (RuntimeException another) {
            LOG.atError().setCause(another).log("call failed to end");
        }
        ctx.close();
    }

    private void cancelStartDeadline() {
        if (startDeadline != null) {
            startDeadline.cancel();
            startDeadline = null;
        }
    }

    /** What may come before the stream is known. */
    private final class BeforeStart implements TwilioMessage.Receiver {
        private final ChannelHandlerContext ctx;

        BeforeStart(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void onConnected(TwilioMessage.Connected connected) {
            // Always the first message; the start follows.
        }

        @Override
        public void onStart(TwilioMessage.Start start) {
            begin(ctx, start);
        }

        @Override
        public void onMedia(TwilioMessage.Media media) {
            tooEarly();
        }

        @Override
        public void onDtmf(TwilioMessage.Dtmf dtmf) {
            tooEarly();
        }

        @Override
        public void onMark(TwilioMessage.Mark mark) {
            tooEarly();
        }

        @Override
        public void onStop(TwilioMessage.Stop stop) {
            tooEarly();
        }

        @Override
        public void onUnknown(TwilioMessage.Unknown unknown) {
            tooEarly();
        }

        @Override
        public void onRejected(TwilioMessage.Rejected rejected) {
            tooEarly();
        }

        private void tooEarly() {
            if (++earlyMessages > MAX_EARLY_MESSAGES) {
                refuse(ctx, "early_messages");
            }
        }
    }
}
