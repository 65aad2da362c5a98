package dev.trunkline.phone.twilio;

import dev.trunkline.net.websocket.TextWriter;
import dev.trunkline.phone.PhoneLeg;
import dev.trunkline.time.Scheduler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.function.Consumer;

/**
 * Our voice on one media stream. While Twilio does not read, sound is dropped and not queued: whatever waits would be heard
 * late, and the caller has been hearing silence for seconds already. Confined to the call's loop.
 */
final class TwilioPhoneLeg implements PhoneLeg {

    private final Channel channel;
    private final Scheduler scheduler;
    private final TwilioCodec.Outbound outbound;
    private final Consumer<Runnable> beforeLeaving;
    private boolean left;
    private boolean gone;
    private boolean stuck;
    private long stuckSinceNanos;
    private int dropped;

    /** @param beforeLeaving is given what closes the stream when we leave it, and runs that once, on the call's loop */
    TwilioPhoneLeg(Channel channel, Scheduler scheduler, String streamSid, Consumer<Runnable> beforeLeaving) {
        this.beforeLeaving = beforeLeaving;
        this.channel = channel;
        this.scheduler = scheduler;
        this.outbound = new TwilioCodec.Outbound(streamSid, TextWriter.of(channel));
    }

    @Override
    public void play(byte[] muLaw, int lengthBytes) {
        if (gone || lengthBytes <= 0) {
            return;
        }
        if (channel.isWritable()) {
            stuck = false;
            outbound.media(muLaw, lengthBytes);
        } else {
            if (!stuck) {
                stuck = true;
                stuckSinceNanos = scheduler.nowNanos();
            }
            dropped++;
        }
    }

    @Override
    public void mark(long mark) {
        if (!gone) {
            outbound.mark(mark);
        }
    }

    @Override
    public void clear() {
        if (!gone) {
            outbound.clear();
        }
    }

    @Override
    public void flush() {
        if (!gone) {
            outbound.flush();
        }
    }

    @Override
    public void leave() {
        if (gone || left) {
            return;
        }
        left = true;
        if (channel.isActive()) {
            beforeLeaving.accept(() -> close(WebSocketCloseStatus.NORMAL_CLOSURE, ""));
        }
    }

    /** Says goodbye with a code of RFC 6455, 7.4.1, and closes; only the first goodbye counts. */
    void close(WebSocketCloseStatus status, String reason) {
        if (!gone) {
            gone = true;
            channel.writeAndFlush(new CloseWebSocketFrame(status, reason)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Whether the stream ends because we asked for it. */
    boolean isLeft() {
        return left;
    }

    /** No more writing: the carrier has ended the stream and will close. If it does not, we do. */
    void expectClose(long withinNanos) {
        gone = true;
        scheduler.after(withinNanos, () -> channel.close());
    }

    /** For how long Twilio has not been reading, 0 when it does. */
    long stuckNanos(long nowNanos) {
        stuck &= !channel.isWritable();
        return stuck ? nowNanos - stuckSinceNanos : 0;
    }

    /** How many pieces of sound were dropped since this was last asked. */
    int takeDropped() {
        int taken = dropped;
        dropped = 0;
        return taken;
    }
}
