package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.carrier.media.StreamPlan;
import dev.trunkline.lab.carrier.twiml.VoiceWebhook;
import dev.trunkline.lab.farend.Tag;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Meter;
import dev.trunkline.lab.fleet.measure.PendingMeasurement;
import dev.trunkline.lab.history.CallHistory;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * One call of a fleet, from the TwiML on: a caller, a playout meter, and the media stream between them and the bridge. A frame costs
 * one write and one flush, and allocates nothing. Confined to its loop.
 */
final class FleetCall extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024; // "audio can be of any size"
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int NORMAL_CLOSURE = 1_000;
    private static final int FRAMES_APART_WHEN_HOLDING = 50;

    private final FleetContext context;
    private final FleetLoop loop;
    private final Meter meter;
    private final StreamPlan plan;
    private final Ring ring;
    private final StreamWriter wire;
    private final Talker caller;
    private final StreamTrace trace;
    private final PlayoutMeter playout;
    private final @Nullable AnswerWatch answers;
    private final TurnRecorder turns = new TurnRecorder();
    private final StreamScanner scan = new StreamScanner();
    private final int framesApart;
    private @Nullable Channel channel;
    private @Nullable PendingMeasurement asked;
    private ByteBuf out = Unpooled.EMPTY_BUFFER;
    private long hangUpNanos = Long.MAX_VALUE;
    private int frames;
    private boolean open;
    private boolean over;

    /**
     * How the call came about.
     *
     * @param from the caller's number, by which the far end's notes know it
     * @param atNanos when the webhook was sent
     * @param forNanos how long the call is to last, {@link Long#MAX_VALUE} for ever
     * @param slot in which the caller's frames are due
     * @param again whether the same call had a stream before
     * @param firstWord which number a counting caller begins with
     * @param afterwards what comes after the stream
     */
    record Ring(
            String from,
            long atNanos,
            long forNanos,
            int slot,
            long seed,
            boolean again,
            int firstWord,
            VoiceWebhook.Afterwards afterwards) {

        /** The same after so many words. */
        Ring counted(int words) {
            return new Ring(from, atNanos, forNanos, slot, seed, again, words, afterwards);
        }

        /** The same call's next stream. */
        Ring next(long nowNanos, VoiceWebhook.Afterwards then) {
            long leftNanos = forNanos == Long.MAX_VALUE ? forNanos : Math.max(0, forNanos - (nowNanos - atNanos));
            return new Ring(from, nowNanos, leftNanos, slot, seed + 1, true, firstWord, then);
        }
    }

    FleetCall(FleetContext context, FleetLoop loop, StreamPlan plan, Ring ring) {
        this.context = context;
        this.loop = loop;
        this.meter = context.meter();
        this.plan = plan;
        this.ring = ring;
        this.wire = new StreamWriter(plan);
        boolean talkative = context.plan().talkative();
        CallHistory history = context.history();
        if (history == null) {
            this.caller = new CallerBehaviour(context.sound(), ring.seed, talkative);
            this.trace = StreamTrace.NONE;
        } else {
            CountingCaller counting = new CountingCaller(context.sound(), ring.seed, ring.firstWord);
            this.caller = counting;
            this.trace = new CallTrace(history, ring.from, counting);
        }
        this.playout = new PlayoutMeter(meter);
        this.answers = context.plan().truncating() ? new AnswerWatch() : null;
        this.framesApart = talkative ? 1 : FRAMES_APART_WHEN_HOLDING;
    }

    /** Dials the stream. */
    void open(WebSocketClient client) {
        var target = new WebSocketClient.Target(plan.url(), plan.headers(), MAX_MESSAGE_BYTES, CONNECT_TIMEOUT_MILLIS);
        client.connect(loop.loop(), target, this, cause -> fail("no connection to the stream: " + cause.getMessage()));
    }

    void hangUpWithin(long nanos) {
        long share = nanos / FleetLoop.SLOTS * ring.slot; // not all in one moment
        hangUpNanos = Math.min(hangUpNanos, context.nanoTime().getAsLong() + share);
    }

    /**
     * Sends the frame that is due.
     *
     * @return false when the call is over
     */
    boolean onSlot(long dueNanos) {
        if (over || !open || channel == null) {
            return !over;
        }
        if (dueNanos >= hangUpNanos) {
            hangUp(channel);
            return false;
        }
        byte[] payload = caller.frame(playout.isPlaying(dueNanos));
        turns.frame(caller.isSpeaking(), playout.isHeard(dueNanos));
        boolean due = frames++ % framesApart == 0;
        long nowNanos = context.nanoTime().getAsLong();
        if (due && channel.isWritable()) {
            wire.media(out, payload);
            meter.count(Count.FRAMES_SENT);
            meter.time(Measure.LATENESS, nowNanos - dueNanos);
        } else if (due) {
            // Error 31930: Twilio throws the caller's audio away when the server does not take it.
            wire.skipMedia();
            meter.count(Count.FRAMES_DISCARDED);
        }
        if (caller.digit() != 0) {
            wire.digit(out, caller.digit());
            meter.count(Count.DIGITS);
        }
        giveMarksBack(nowNanos);
        send(channel);
        trace.onSent(nowNanos);
        Tag begun = caller.begun();
        if (begun != null) {
            ask(begun, dueNanos, nowNanos);
        }
        return true;
    }

    private void ask(Tag tag, long dueNanos, long sentNanos) {
        if (tag == Tag.TALK) {
            playout.expectAnswer(sentNanos);
        }
        meter.count(tag == Tag.TALK ? Count.QUESTIONS : Count.INTERRUPTIONS);
        PendingMeasurement next = new PendingMeasurement(ring.from, tag, dueNanos, sentNanos);
        asked = next;
        context.asked().add(next);
    }

    private void giveMarksBack(long nowNanos) {
        for (byte[] mark = playout.takeMark(nowNanos); mark != null; mark = playout.takeMark(nowNanos)) {
            wire.mark(out, mark);
        }
    }

    /** The buffer is written to the kernel in nearly all cases, and used again; else the channel keeps it. */
    private void send(Channel to) {
        if (!out.isReadable()) {
            return;
        }
        to.writeAndFlush(out.retain(), to.voidPromise());
        if (out.refCnt() == 1) {
            out.clear();
        } else {
            out.release();
            out = to.alloc().directBuffer(2 * StreamWriter.MEDIA_BYTES);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE && !over) {
            begin(ctx);
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            fail("no answer to the stream's handshake");
            ctx.close();
        }
    }

    private void begin(ChannelHandlerContext ctx) {
        if (ctx.pipeline().get(Utf8FrameValidator.class) != null) {
            ctx.pipeline().remove(Utf8FrameValidator.class); // what is measured is the bridge, not its spelling
        }
        long nowNanos = context.nanoTime().getAsLong();
        channel = ctx.channel();
        out = ctx.alloc().directBuffer(2 * StreamWriter.MEDIA_BYTES);
        wire.connected(out);
        wire.start(out);
        send(ctx.channel());
        open = true;
        trace.onOpen(nowNanos);
        if (ring.forNanos != Long.MAX_VALUE) {
            hangUpNanos = Math.min(hangUpNanos, nowNanos + ring.forNanos);
        }
        loop.add(this, ring.slot);
        if (!ring.again) {
            meter.time(Measure.SETUP, nowNanos - ring.atNanos);
        }
        meter.count(ring.again ? Count.STREAMS_RESUMED : Count.CALLS_CONNECTED);
        context.desk().onUp(ring);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (over) {
            return;
        }
        if (frame instanceof TextWebSocketFrame) {
            onText(ctx, frame.content());
        } else if (frame instanceof CloseWebSocketFrame close) {
            end(
                    close.statusCode() == NORMAL_CLOSURE,
                    "the bridge ended the stream with " + close.statusCode() + " " + close.reasonText());
        } else {
            meter.count(Count.MESSAGES_IGNORED); // warning 31950
        }
    }

    private void onText(ChannelHandlerContext ctx, ByteBuf message) {
        long nowNanos = context.nanoTime().getAsLong();
        int length = message.readableBytes();
        byte[] text = loop.scratch(length);
        message.getBytes(message.readerIndex(), text, 0, length);
        switch (scan.read(text, length)) {
            case MEDIA -> onMedia(nowNanos);
            case MARK -> {
                meter.count(Count.MARKS_RECEIVED);
                playout.onMark(nowNanos, scan.markName());
                if (!playout.isPlaying(nowNanos)) {
                    giveMarksBack(nowNanos);
                    send(ctx.channel());
                }
            }
            case CLEAR -> {
                meter.count(Count.CLEARS_RECEIVED);
                react(Tag.INTERRUPT, nowNanos);
                caller.onHush();
                trace.onClear(nowNanos);
                tellWhatWasPlayed(nowNanos);
                playout.onClear(nowNanos);
                giveMarksBack(nowNanos);
                send(ctx.channel());
            }
            case UNKNOWN -> meter.count(Count.MESSAGES_IGNORED); // warning 31951
        }
    }

    private void tellWhatWasPlayed(long nowNanos) {
        double millis = answers == null ? Double.NaN : answers.onClear(playout.waitingBytes(nowNanos));
        if (!Double.isNaN(millis)) {
            context.asked().cleared(ring.from, nowNanos, millis);
        }
    }

    private void onMedia(long nowNanos) {
        int bytes = scan.payloadBytes();
        meter.count(Count.MEDIA_RECEIVED);
        meter.count(Count.BYTES_RECEIVED, bytes);
        trace.onMedia(playout.playedNanos(nowNanos), scan);
        if (answers != null) {
            answers.onMedia(scan);
        }
        playout.onMedia(nowNanos, bytes, scan, trace.turn());
        if (asked != null && asked.tag == Tag.TALK && scan.isSounding()) {
            react(Tag.TALK, nowNanos);
            caller.onAnswer();
        }
    }

    private void react(Tag to, long nowNanos) {
        if (asked != null && asked.tag == to) {
            asked.reacted(nowNanos);
            asked = null;
        }
    }

    private void hangUp(Channel from) {
        over = true;
        wire.stop(out);
        send(from);
        WebSocketClient.close(from, NORMAL_CLOSURE, "");
        leave();
        context.desk().onHungUp(ring);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(open ? "the connection was lost" : "the stream's handshake was not answered");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail((open ? "the connection broke: " : "the stream's handshake failed: ") + cause.getMessage());
        ctx.close();
    }

    private void fail(String why) {
        end(false, why);
    }

    private void end(boolean clean, String why) {
        if (!over) {
            over = true;
            leave();
            context.desk().onStreamEnded(ring.counted(trace.words()), open, clean, why);
        }
    }

    private void leave() {
        if (asked != null) {
            asked.abandon();
            asked = null;
        }
        meter.conversation(turns.events());
        trace.onEnd(context.nanoTime().getAsLong());
        out.release();
        out = Unpooled.EMPTY_BUFFER;
    }
}
