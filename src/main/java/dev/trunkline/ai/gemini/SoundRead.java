package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.net.websocket.KeepAlive;
import dev.trunkline.time.Scheduler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How much of the caller's sound Gemini has read. Its pongs tell, but may take half a minute (users' measurements); so its answers do
 * as well: who answers has read what was sent a moment ago. Confined to the call's loop.
 */
final class SoundRead implements KeepAlive.Listener {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final AiEvents events;
    private final Consumer<String> onDeaf;
    private final KeepAlive keepAlive;
    private final Scheduler.Timer looks;
    private long sentBytes;
    private long sentAtLookBytes;
    private long sentBeforeBytes; // half a second ago, or a little more
    private long readBytes;

    /** @param onDeaf when it reads nothing any more */
    SoundRead(Channel channel, Scheduler scheduler, GeminiSettings settings, AiEvents events, Consumer<String> onDeaf) {
        this.events = events;
        this.onDeaf = onDeaf;
        this.keepAlive =
                new KeepAlive(channel, scheduler, settings.pingIntervalMillis(), settings.pongTimeoutMillis(), this);
        this.looks = scheduler.every(LOOK_NANOS, this::look);
    }

    void stop() {
        keepAlive.stop();
        looks.cancel();
    }

    /** Sound was written. */
    void sent(int lengthBytes) {
        sentBytes += lengthBytes;
        keepAlive.sent(lengthBytes);
    }

    void onPong(ByteBuf payload) {
        keepAlive.onPong(payload);
    }

    /** It answers what it has heard. */
    void onAnswer() {
        onRead(sentBeforeBytes);
        keepAlive.ping();
    }

    private void look() {
        sentBeforeBytes = sentAtLookBytes;
        sentAtLookBytes = sentBytes;
    }

    @Override
    public void onRead(long soundBytes) {
        if (soundBytes > readBytes) {
            readBytes = soundBytes;
            events.onCallerHeard(soundBytes);
        }
    }

    @Override
    public void onDeaf(String detail) {
        onDeaf.accept(detail);
    }
}
