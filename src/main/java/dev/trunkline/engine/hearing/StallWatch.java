package dev.trunkline.engine.hearing;

import dev.trunkline.time.Scheduler;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a turn of a caller of whom nothing comes any more: a client that mutes should send silence, but some send nothing. Confined to the
 * chat's loop.
 */
final class StallWatch {

    private static final long MARGIN_NANOS = 500_000_000L; // network jitter is no end of speech

    private final Scheduler scheduler;
    private final Endpointer endpointer;
    private final IntSupplier silenceNeededMillis;
    private Scheduler.@Nullable Timer timer;
    private long lastSoundNanos;

    /** @param silenceNeededMillis how much silence would end the turn */
    StallWatch(Scheduler scheduler, Endpointer endpointer, IntSupplier silenceNeededMillis) {
        this.scheduler = scheduler;
        this.endpointer = endpointer;
        this.silenceNeededMillis = silenceNeededMillis;
    }

    /** Something has come, and was heard. */
    void onSound() {
        lastSoundNanos = scheduler.nowNanos();
        if (endpointer.isSpeaking() && timer == null) {
            timer = scheduler.patience(stallNanos(), this::check);
        }
    }

    private void check() {
        timer = null;
        long quietNanos = scheduler.nowNanos() - lastSoundNanos;
        if (!endpointer.isSpeaking()) {
            return;
        }
        if (quietNanos >= stallNanos()) {
            endpointer.finish();
        } else {
            timer = scheduler.patience(stallNanos() - quietNanos, this::check);
        }
    }

    private long stallNanos() {
        return silenceNeededMillis.getAsInt() * 1_000_000L + MARGIN_NANOS;
    }

    /** The chat is over. */
    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
