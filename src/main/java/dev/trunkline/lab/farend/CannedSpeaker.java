package dev.trunkline.lab.farend;

import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Speaks canned answers into one chat, in whatever dialect its tongue has: when each begins, how much of it leaves when.
 * Confined to the chat's loop. Whoever calls it flushes; what it does later it flushes itself.
 */
final class CannedSpeaker {

    /** Who talks for ever begins again so long before the last word has been heard. */
    private static final long AGAIN_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(CannedSpeech.CHUNK_MILLIS);

    private static final long CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(CannedSpeech.CHUNK_MILLIS);
    private static final int UNASKED = -1;
    private static final int CHUNKS_PER_SECOND = 1_000 / CannedSpeech.CHUNK_MILLIS;

    private final FarEndSettings settings;
    private final Tongue tongue;
    private final Channel channel;
    private final Scheduler scheduler;
    private final AnswerListener listener;
    private final int chunks;

    private @Nullable Timer next;
    private boolean isMute;
    private boolean isSpeaking;
    private int answers;
    private int sentChunks;
    private long begunNanos;

    /** Is told of answers. */
    interface AnswerListener {
        /** An answer's first sound leaves: to which tag it is, and which answer of the chat, counted from 0. */
        void answered(int tag, int answer);

        /** Its last sound has left: so much there was of it. */
        void said(int millis);
    }

    /**
     * @param channel is flushed
     * @param listener is told of answers
     */
    CannedSpeaker(
            FarEndSettings settings, Tongue tongue, Channel channel, Scheduler scheduler, AnswerListener listener) {
        this.settings = settings;
        this.tongue = tongue;
        this.channel = channel;
        this.scheduler = scheduler;
        this.listener = listener;
        this.chunks = settings.talkSeconds() * 1_000 / CannedSpeech.CHUNK_MILLIS;
    }

    /** Whether an answer has begun and not all of it has left. */
    boolean isSpeaking() {
        return isSpeaking;
    }

    /** Whether what has left is still being heard, by a listener who plays it at once. */
    boolean isHeard() {
        return begunNanos + sentChunks * CHUNK_NANOS > scheduler.nowNanos() && sentChunks > 0;
    }

    /** Talks now, whoever asked. */
    void talk() {
        stop();
        begin(UNASKED, scheduler.nowNanos());
    }

    /** Talks without being asked, when it is one that does, and has not been asked already. */
    void greet() {
        if (settings.alwaysTalking() && !isSpeaking && next == null) {
            begin(UNASKED, scheduler.nowNanos());
        }
    }

    /** Answers a tag, at once or later, instead of whatever it was about to say. */
    void answer(int tag) {
        stop();
        if (settings.answerAfterMillis() == 0) {
            begin(tag, scheduler.nowNanos());
        } else {
            later(TimeUnit.MILLISECONDS.toNanos(settings.answerAfterMillis()), () -> begin(tag, scheduler.nowNanos()));
        }
    }

    /** Goes on by itself, so long from now. */
    void goOnAfter(long nanos) {
        stop();
        later(nanos, () -> begin(UNASKED, scheduler.nowNanos()));
    }

    /** Says nothing any more, whatever is asked. */
    void fallSilent() {
        stop();
        isMute = true;
    }

    /** So much sound at once. */
    void flood(int seconds) {
        stop();
        tongue.begin(answers++);
        for (int chunk = 0; chunk < seconds * CHUNKS_PER_SECOND; chunk++) {
            tongue.chunk();
        }
    }

    /** Says nothing more; what was sent is sent. */
    void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
        if (isSpeaking) {
            isSpeaking = false;
            tongue.breakOff();
        }
    }

    /** @param audibleNanos when the first of it is to be heard */
    private void begin(int tag, long audibleNanos) {
        if (isMute) {
            return;
        }
        isSpeaking = true;
        tongue.begin(answers++);
        sentChunks = 0;
        begunNanos = audibleNanos;
        int answer = answers - 1;
        sendDue();
        listener.answered(tag, answer);
    }

    private void sendDue() {
        long aheadNanos = TimeUnit.MILLISECONDS.toNanos(settings.aheadMillis());
        long elapsedNanos = scheduler.nowNanos() - begunNanos;
        do {
            tongue.chunk();
            sentChunks++;
        } while (sentChunks < chunks && sentChunks * CHUNK_NANOS < elapsedNanos + aheadNanos);
        if (sentChunks < chunks) {
            later(sentChunks * CHUNK_NANOS - aheadNanos - elapsedNanos, this::sendDue);
            return;
        }
        isSpeaking = false;
        tongue.end();
        listener.said(chunks * CannedSpeech.CHUNK_MILLIS);
        if (settings.alwaysTalking()) {
            long endNanos = begunNanos + chunks * CHUNK_NANOS;
            later(endNanos - AGAIN_BEFORE_NANOS - scheduler.nowNanos(), () -> begin(UNASKED, endNanos));
        }
    }

    private void later(long delayNanos, Runnable task) {
        next = scheduler.after(delayNanos, () -> {
            task.run();
            channel.flush();
        });
    }
}
