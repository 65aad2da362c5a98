package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Listening.CallerTurn;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.speech.Ears.Heard;
import dev.trunkline.speech.Speech;
import dev.trunkline.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * From the caller's bytes to the caller's words: finds the turns, lets the ears understand them on their pool, one after
 * the other, and brings the words back to the loop. The ears start when the caller pauses; if the pause was the end of the
 * turn, the words are there already. Confined to the chat's loop.
 */
public final class Hearing implements Listening.Listener, AutoCloseable {

    private static final int MAX_WAITING_TURNS = 8;
    private static final long STALL_MARGIN_NANOS = 500_000_000L; // network jitter is no end of speech

    /** Hears what the caller does and says. */
    public interface Listener {

        /** What the caller sent, 20 ms at 8 kHz; valid only during the call. */
        void onFrame(short[] samples);

        /** Whether the agent is speaking. */
        boolean isAgentSpeaking();

        /** The caller has been speaking for {@code runMillis} without a pause. */
        void onSpeech(long runMillis);

        /** What the caller seems to have said; there may be more of it. */
        void onInterim(Words words);

        void onWords(Words words);

        /** The caller has stopped, and there was nothing in it. */
        void onNothing();

        /** The ears failed or had no room. */
        void onDeaf(Throwable cause);
    }

    /**
     * What the caller said in a turn, understood. Immutable.
     *
     * @param scores how it sounds; empty when there were no words
     */
    public record Words(CallerTurn turn, Heard heard, Map<String, Double> scores) {}

    /** What the ears are busy with, or already know. */
    private record Job(CallerTurn turn, CompletableFuture<Words> words) {
        boolean isOf(CallerTurn other) {
            return turn.endMillis() == other.endMillis() && !words.isCompletedExceptionally();
        }
    }

    private final HearingParts parts;
    private final TurnSettings settings;
    private final Scheduler scheduler;
    private final Executor loop;
    private final Listener listener;
    private final Listening listening;
    private final CallerSound sound;
    private final Deque<Job> turns = new ArrayDeque<>();
    private @Nullable Job guess;
    private Scheduler.@Nullable Timer stallTimer;
    private long lastSoundNanos;
    private boolean closed;

    public Hearing(HearingParts parts, TurnSettings settings, Scheduler scheduler, Executor loop, Listener listener) {
        this.parts = parts;
        this.settings = settings;
        this.scheduler = scheduler;
        this.loop = loop;
        this.listener = listener;
        this.listening = new Listening(settings, parts.voiceActivity().get(), this);
        this.sound = new CallerSound(frame -> {
            listener.onFrame(frame);
            listening.hear(frame, listener.isAgentSpeaking());
        });
    }

    public void declare(AudioFormat format) {
        sound.declare(format);
    }

    /** Takes sound as it came. */
    public CallerSound.Verdict accept(byte[] bytes) {
        lastSoundNanos = scheduler.nowNanos();
        CallerSound.Verdict verdict = sound.accept(bytes);
        if (listening.isSpeaking() && stallTimer == null) {
            stallTimer = scheduler.after(stallNanos(), this::checkStall);
        }
        return verdict;
    }

    /** Whether the caller is speaking, or has spoken and is not understood yet. */
    public boolean isBusy() {
        return listening.isSpeaking() || !turns.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        listening.close();
        if (stallTimer != null) {
            stallTimer.cancel();
        }
    }

    @Override
    public void onSpeech(long runMillis) {
        listener.onSpeech(runMillis);
    }

    @Override
    public void onLull(CallerTurn soFar) {
        if (!turns.isEmpty()) {
            return; // the ears are behind already
        }
        Job job = new Job(soFar, understand(soFar));
        guess = job;
        job.words.whenCompleteAsync(
                (words, failure) -> {
                    if (words != null && job.equals(guess) && listening.isSpeaking() && !closed) {
                        listener.onInterim(words);
                    }
                },
                loop);
    }

    @Override
    public void onTurn(CallerTurn turn) {
        Job early = guess;
        guess = null;
        if (turns.size() >= MAX_WAITING_TURNS) {
            listener.onDeaf(new IllegalStateException("too many turns wait for the ears"));
            return;
        }
        Job job = early != null && early.isOf(turn) ? early : new Job(turn, understand(turn));
        turns.add(job);
        job.words.whenCompleteAsync((words, failure) -> settle(), loop);
    }

    @Override
    public void onFalseStart() {
        guess = null;
        if (turns.isEmpty()) {
            listener.onNothing();
        }
    }

    private CompletableFuture<Words> understand(CallerTurn turn) {
        return parts.workers().submit(() -> {
            Speech speech = turn.speech();
            Heard heard = parts.ears().listen(speech);
            Map<String, Double> scores =
                    heard.text().isEmpty() ? Map.of() : parts.expression().scores(heard.text(), speech);
            return new Words(turn, heard, scores);
        });
    }

    /** Delivers what is understood, in the order it was said. */
    private void settle() {
        while (!closed && !turns.isEmpty() && turns.element().words.isDone()) {
            turns.remove().words.whenComplete((words, failure) -> {
                if (failure != null) {
                    listener.onDeaf(failure);
                } else if (words.heard().text().isBlank() && words.heard().understood()) {
                    listener.onNothing();
                } else {
                    listener.onWords(words);
                }
            });
        }
    }

    private void checkStall() {
        stallTimer = null;
        long quietNanos = scheduler.nowNanos() - lastSoundNanos;
        if (!listening.isSpeaking()) {
            return;
        }
        if (quietNanos >= stallNanos()) {
            // A client that mutes should send silence, but some send nothing.
            listening.finish();
        } else {
            stallTimer = scheduler.after(stallNanos() - quietNanos, this::checkStall);
        }
    }

    private long stallNanos() {
        return settings.endOfTurnSilenceMillis() * 1_000_000L + STALL_MARGIN_NANOS;
    }
}
