package dev.trunkline.ai.realtime;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.ai.realtime.RealtimeEvent.WireFormat;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.time.Scheduler;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** When a session begins, how long it may last, and why it is over. Confined to the call's loop. */
final class SessionLife {

    /** The far end closes right after an error that ends the session; an older one was survived. */
    private static final long ERROR_ENDS_SESSION_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int LINEAR16_HZ = 24_000;
    private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(1);

    private final RealtimeSettings settings;
    private final AiEvents events;
    private final Scheduler scheduler;
    private final Consumer<AiLoss> end;
    private boolean ready;
    private boolean over;
    private long expiresAtSeconds;
    private long readyNanos;
    private @Nullable AiProblem lastError;
    private long lastErrorNanos;

    /** @param end is told once */
    SessionLife(RealtimeSettings settings, AiEvents events, Scheduler scheduler, Consumer<AiLoss> end) {
        this.settings = settings;
        this.events = events;
        this.scheduler = scheduler;
        this.end = end;
    }

    /** The far end has taken our settings. */
    void onReady() {
        ready = true;
        readyNanos = scheduler.nowNanos();
    }

    boolean isReady() {
        return ready;
    }

    boolean isOver() {
        return over;
    }

    /** Whoever asks for it is done with it. */
    void close() {
        over = true;
    }

    /** The far end says when it will end; 0: it does not. */
    void expiresAt(long epochSeconds) {
        boolean isNews = epochSeconds > 0 && epochSeconds != expiresAtSeconds;
        expiresAtSeconds = isNews ? epochSeconds : expiresAtSeconds;
        if (isNews && ready) {
            tellEnd();
        }
    }

    /** Tells the call how long this will last, if that is known. */
    void tellEnd() {
        long leftSeconds = expiresAtSeconds - settings.epochSeconds().getAsLong();
        boolean isPlausible = expiresAtSeconds > 0 && leftSeconds > 0 && leftSeconds < LONGEST_SECONDS;
        long limitNanos = settings.dialect().limitNanos();
        if (isPlausible) {
            events.onEndsSoon(TimeUnit.SECONDS.toNanos(leftSeconds));
        } else if (limitNanos > 0) {
            events.onEndsSoon(limitNanos - (scheduler.nowNanos() - readyNanos));
        }
    }

    /** Our name for how the far end writes sound, or for how it was asked to; null for one that we do not know. */
    @Nullable
    SoundFormat format(@Nullable WireFormat said) {
        if (said == null) {
            return SoundFormat.PHONE;
        }
        int rateHz = said.rateHz() == 0 ? LINEAR16_HZ : said.rateHz();
        return switch (said.name()) {
            case "audio/pcmu", "g711_ulaw" -> SoundFormat.PHONE;
            case "audio/pcm", "pcm16" -> SoundFormat.isUsual(rateHz) ? SoundFormat.linear16(rateHz) : null;
            default -> null;
        };
    }

    /** The far end reported this. */
    void note(AiProblem error) {
        lastError = error;
        lastErrorNanos = scheduler.nowNanos();
    }

    /** By what it reported. */
    void lose(AiProblem error) {
        note(error);
        lose(RealtimeLosses.ofError(error, ready), "ended by error " + (error.code() + " " + error.slug()).strip());
    }

    void lose(AiLoss.Kind kind, String detail) {
        lose(new AiLoss(kind, 0, lastError, detail));
    }

    /** By a close frame, or, 0, without one. */
    void loseByClose(int closeCode, String reason, String detail) {
        AiProblem error = endingError();
        String why = error == null ? "" : " after " + (error.code() + " " + error.slug()).strip();
        lose(new AiLoss(RealtimeLosses.ofClose(closeCode, reason, error, ready), closeCode, lastError, detail + why));
    }

    private @Nullable AiProblem endingError() {
        return lastError != null && scheduler.nowNanos() - lastErrorNanos <= ERROR_ENDS_SESSION_WITHIN_NANOS
                ? lastError
                : null;
    }

    private void lose(AiLoss loss) {
        if (!over) {
            over = true;
            end.accept(loss);
        }
    }
}
