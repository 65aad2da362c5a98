package dev.trunkline.net.websocket;

import dev.trunkline.time.Scheduler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pings the far end; pongs that stay out show that it does not read us any more. A ping carries its number, and only a pong with that
 * number proves anything: a far end may talk on for minutes and read nothing. What was sent before an answered ping has been read, too.
 * Confined to the connection's loop.
 */
public final class KeepAlive {

    private static final int LOOKS_PER_PING = 4;
    /** Of looks at which an answer is missing: between two of them the loop has read what had come. */
    private static final int MOST_STRIKES = 2;

    private static final int MOST_OPEN_PINGS = 16; // a power of two
    private static final long UNREAD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Channel channel;
    private final Scheduler scheduler;
    private final Listener listener;
    private final long pingNanos;
    private final long pongNanos;
    private final Scheduler.Timer looks;

    private final long[] sentBytesAt = new long[MOST_OPEN_PINGS]; // of the sound, by the ping's number
    private final long[] leftAtNanos = new long[MOST_OPEN_PINGS]; // since when it is on its way
    private final boolean[] left = new boolean[MOST_OPEN_PINGS];
    private long sentBytes;
    private long lastPing; // numbers begin at 1
    private long lastPong;
    private int looksSincePing;
    private int strikes;
    private long lastLookNanos;
    private @Nullable Object stuckMessage; // compared, never used
    private long stuckProgress;
    private long stuckSinceNanos;

    /** Who is told. */
    public interface Listener {
        /** The far end has read so much of the sound. */
        void onRead(long soundBytes);

        /** It reads nothing any more. */
        void onDeaf(String detail);
    }

    /**
     * Begins to look at once.
     *
     * @param pingMillis between pings
     * @param pongMillis how long an answer to one may take
     */
    public KeepAlive(Channel channel, Scheduler scheduler, long pingMillis, long pongMillis, Listener listener) {
        this.channel = channel;
        this.scheduler = scheduler;
        this.pingNanos = TimeUnit.MILLISECONDS.toNanos(pingMillis);
        this.pongNanos = TimeUnit.MILLISECONDS.toNanos(pongMillis);
        this.listener = listener;
        this.lastLookNanos = scheduler.nowNanos();
        this.looks = scheduler.every(pingNanos / LOOKS_PER_PING, this::look);
    }

    /** Looks no more. */
    public void stop() {
        looks.cancel();
    }

    /** Sound was written. */
    public void sent(int lengthBytes) {
        sentBytes += lengthBytes;
    }

    /** Asks now: what was sent so far matters, and an answer would spare saying it again. */
    public void ping() {
        if (lastPing - lastPong >= MOST_OPEN_PINGS) {
            return;
        }
        looksSincePing = 0;
        long number = ++lastPing;
        int slot = slot(number);
        sentBytesAt[slot] = sentBytes;
        left[slot] = false;
        ByteBuf payload = channel.alloc().buffer(Long.BYTES).writeLong(number);
        channel.writeAndFlush(new PingWebSocketFrame(payload)).addListener(written -> onLeft(number));
    }

    private void onLeft(long number) {
        if (number > lastPong) {
            left[slot(number)] = true;
            leftAtNanos[slot(number)] = scheduler.nowNanos();
        }
    }

    /** RFC 6455, 5.5.3: the payload is the ping's, and the newest ping alone may be answered. */
    public void onPong(ByteBuf payload) {
        if (payload.readableBytes() != Long.BYTES) {
            return;
        }
        long number = payload.getLong(payload.readerIndex());
        if (number > lastPong && number <= lastPing) {
            lastPong = number;
            strikes = 0;
            listener.onRead(sentBytesAt[slot(number)]);
        }
    }

    private void look() {
        long nowNanos = scheduler.nowNanos();
        // Who was asleep oneself, or did not want to read, has nobody to blame.
        boolean attentive = nowNanos - lastLookNanos < 2 * pingNanos / LOOKS_PER_PING
                && channel.config().isAutoRead();
        lastLookNanos = nowNanos;
        if (!attentive) {
            strikes = 0;
            stuckSinceNanos = nowNanos;
            restartClocks(nowNanos);
        }
        strikes = isOverdue(nowNanos) ? strikes + 1 : 0;
        if (strikes >= MOST_STRIKES) {
            listener.onDeaf("pings not answered");
        } else if (isStuck(nowNanos)) {
            listener.onDeaf("what we send is not read");
        } else if (++looksSincePing >= LOOKS_PER_PING) {
            ping();
        }
    }

    private boolean isOverdue(long nowNanos) {
        int slot = slot(lastPong + 1);
        return lastPong < lastPing && left[slot] && nowNanos - leftAtNanos[slot] >= pongNanos;
    }

    private void restartClocks(long nowNanos) {
        for (long number = lastPong + 1; number <= lastPing; number++) {
            leftAtNanos[slot(number)] = nowNanos;
        }
    }

    /** The system has taken nothing of what we want to send, for a second. */
    private boolean isStuck(long nowNanos) {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        Object first = unsent == null ? null : unsent.current();
        long progress = unsent == null ? 0 : unsent.currentProgress();
        if (first == null || first != stuckMessage || progress != stuckProgress) {
            stuckMessage = first;
            stuckProgress = progress;
            stuckSinceNanos = nowNanos;
        }
        return first != null && nowNanos - stuckSinceNanos >= UNREAD_NANOS;
    }

    private static int slot(long number) {
        return (int) number & (MOST_OPEN_PINGS - 1);
    }
}
