package dev.trunkline.lab.farend;

import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Speaks canned answers into one chat: {@code assistant_message}, its sound in chunks, {@code assistant_end}. Confined to
 * the chat's loop. Whoever calls it flushes; what it does later it flushes itself.
 */
final class CannedSpeaker {

    /** Who talks for ever begins again so long before the last word has been heard. */
    private static final long AGAIN_BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(CannedSpeech.CHUNK_MILLIS);

    private static final long CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(CannedSpeech.CHUNK_MILLIS);
    private static final int UNASKED = -1;
    private static final int CHUNKS_PER_SECOND = 1_000 / CannedSpeech.CHUNK_MILLIS;

    private final FarEndSettings settings;
    private final String idPrefix;
    private final Channel channel;
    private final Scheduler scheduler;
    private final AnswerListener listener;
    private final int chunks;

    private IntFunction<CannedSpeech> voice;
    private CannedSpeech speech;
    private @Nullable Timer next;
    private boolean isMute;
    private int answers;
    private String messageId = "";
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
     * Says nothing yet.
     *
     * @param idPrefix what the ids of its messages begin with
     * @param voice what an answer sounds like, counted from 0
     * @param listener is told of answers
     */
    CannedSpeaker(
            FarEndSettings settings,
            String idPrefix,
            IntFunction<CannedSpeech> voice,
            Channel channel,
            Scheduler scheduler,
            AnswerListener listener) {
        this.settings = settings;
        this.idPrefix = idPrefix;
        this.voice = voice;
        this.speech = voice.apply(0);
        this.channel = channel;
        this.scheduler = scheduler;
        this.listener = listener;
        this.chunks = settings.talkSeconds() * 1_000 / CannedSpeech.CHUNK_MILLIS;
    }

    /** Talks without being asked, when it is one that does. */
    void greet() {
        if (settings.alwaysTalking()) {
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

    /** From its next chunk on it says what nobody can play. */
    void speakRubbish() {
        speech = CannedSpeech.rubbish();
        voice = answer -> speech;
    }

    /** So much sound at once. */
    void flood(int seconds) {
        stop();
        begin(UNASKED, scheduler.nowNanos());
        stop();
        for (int chunk = 0; chunk < seconds * CHUNKS_PER_SECOND; chunk++) {
            sendChunk();
        }
    }

    private void sendChunk() {
        channel.write(speech.chunk(channel.alloc(), messageId, sentChunks++));
        channel.write(speech.rest());
    }

    /** Says nothing more; what was sent is sent. */
    void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** @param audibleNanos when the first of it is to be heard */
    private void begin(int tag, long audibleNanos) {
        if (isMute) {
            return;
        }
        speech = voice.apply(answers);
        messageId = idPrefix + answers++; // unique, as EVI's are, also among the chats of one conversation
        sentChunks = 0;
        begunNanos = audibleNanos;
        say("{\"type\":\"assistant_message\",\"id\":\"" + messageId
                + "\",\"message\":{\"role\":\"assistant\",\"content\":\"Canned speech number " + answers
                + ".\"},\"models\":{},\"from_text\":false,\"is_quick_response\":false}");
        sendDue();
        listener.answered(tag, answers - 1);
    }

    private void sendDue() {
        long aheadNanos = TimeUnit.MILLISECONDS.toNanos(settings.aheadMillis());
        long elapsedNanos = scheduler.nowNanos() - begunNanos;
        do {
            sendChunk();
        } while (sentChunks < chunks && sentChunks * CHUNK_NANOS < elapsedNanos + aheadNanos);
        if (sentChunks < chunks) {
            later(sentChunks * CHUNK_NANOS - aheadNanos - elapsedNanos, this::sendDue);
            return;
        }
        say("{\"type\":\"assistant_end\"}");
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

    private void say(String json) {
        channel.write(CannedSpeech.message(channel.alloc(), json));
    }
}
