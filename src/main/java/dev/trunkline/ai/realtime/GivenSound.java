package dev.trunkline.ai.realtime;

import dev.trunkline.audio.SoundFormat;
import java.util.concurrent.TimeUnit;

/** The caller's sound that a session was given, and how much of it may wait there to be heard. Confined to the call's loop. */
final class GivenSound {

    private static final int SPEED =
            2; // of a far end that was given much at once, at least: times as fast as it was said

    private final SoundFormat format;
    private long bytes;
    private long waitingNanos; // when the last of it was sent
    private long lastNanos;

    GivenSound(SoundFormat format, long nowNanos) {
        this.format = format;
        this.lastNanos = nowNanos;
    }

    void add(int lengthBytes, long nowNanos) {
        waitingNanos = waitingNanos(nowNanos)
                + TimeUnit.SECONDS.toNanos(lengthBytes / format.bytesPerSample()) / format.sampleRateHz();
        lastNanos = nowNanos;
        bytes += lengthBytes;
    }

    private long waitingNanos(long nowNanos) {
        return Math.max(0, waitingNanos - SPEED * (nowNanos - lastNanos));
    }

    /** How much of it may wait to be heard: what was sent at once, such as to a session in whose place this one goes on. */
    long waitingMillis(long nowNanos) {
        return TimeUnit.NANOSECONDS.toMillis(waitingNanos(nowNanos));
    }

    /** All of it. */
    long millis() {
        return bytes / format.bytesPerSample() * 1_000 / format.sampleRateHz();
    }

    /** All of it without its last milliseconds. */
    long bytesBut(long lastMillis) {
        return Math.max(0, bytes - lastMillis * format.sampleRateHz() / 1_000 * format.bytesPerSample());
    }
}
