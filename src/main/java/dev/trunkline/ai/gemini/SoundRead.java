package dev.trunkline.ai.gemini;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.net.websocket.ClientSocket;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.TimeUnit;

/**
 * How much of the caller's sound Gemini has read. Its pongs tell, but may take half a minute (users' measurements); so its answers do
 * as well: who answers has read what was sent a moment ago. Confined to the call's loop.
 */
final class SoundRead {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ClientSocket<GeminiMessage> socket;
    private final AiEvents events;
    private final Scheduler.Timer looks;
    private long sentBytes;
    private long sentAtLookBytes;
    private long sentBeforeBytes; // half a second ago, or a little more
    private long readBytes;

    SoundRead(ClientSocket<GeminiMessage> socket, Scheduler scheduler, AiEvents events) {
        this.socket = socket;
        this.events = events;
        this.looks = scheduler.every(LOOK_NANOS, this::look);
    }

    void stop() {
        looks.cancel();
    }

    /** Sound was written. */
    void sent(int lengthBytes) {
        sentBytes += lengthBytes;
        socket.sent(lengthBytes);
    }

    /** It answers what it has heard. */
    void onAnswer() {
        onRead(sentBeforeBytes);
        socket.ping();
    }

    private void look() {
        sentBeforeBytes = sentAtLookBytes;
        sentAtLookBytes = sentBytes;
    }

    /** A pong tells of so much of it. */
    void onRead(long soundBytes) {
        if (soundBytes > readBytes) {
            readBytes = soundBytes;
            events.onCallerHeard(soundBytes);
        }
    }
}
