package dev.trunkline.lab.farend;

import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
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

    private final FarEndSettings settings;
    private final CannedSpeech speech;
    private final Channel channel;
    private final Scheduler scheduler;
    private final IntConsumer onAnswer;
    private final int chunks;

    private @Nullable Timer next;
    private int answers;
    private String messageId = "";
    private int sentChunks;
    private long begunNanos;

    /** @param onAnswer is told as an answer's first sound leaves, and to which tag it is */
    CannedSpeaker(
            FarEndSettings settings, CannedSpeech speech, Channel channel, Scheduler scheduler, IntConsumer onAnswer) {
        this.settings = settings;
        this.speech = speech;
        this.channel = channel;
        this.scheduler = scheduler;
        this.onAnswer = onAnswer;
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

    /** Says nothing more; what was sent is sent. */
    void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** @param audibleNanos when the first of it is to be heard */
    private void begin(int tag, long audibleNanos) {
        messageId = "canned-" + answers++;
        sentChunks = 0;
        begunNanos = audibleNanos;
        say("{\"type\":\"assistant_message\",\"id\":\"" + messageId
                + "\",\"message\":{\"role\":\"assistant\",\"content\":\"Canned speech number " + answers
                + ".\"},\"models\":{},\"from_text\":false,\"is_quick_response\":false}");
        sendDue();
        onAnswer.accept(tag);
    }

    private void sendDue() {
        long aheadNanos = TimeUnit.MILLISECONDS.toNanos(settings.aheadMillis());
        long elapsedNanos = scheduler.nowNanos() - begunNanos;
        do {
            channel.write(speech.chunk(channel.alloc(), messageId, sentChunks++));
            channel.write(speech.rest());
        } while (sentChunks < chunks && sentChunks * CHUNK_NANOS < elapsedNanos + aheadNanos);
        if (sentChunks < chunks) {
            later(sentChunks * CHUNK_NANOS - aheadNanos - elapsedNanos, this::sendDue);
            return;
        }
        say("{\"type\":\"assistant_end\"}");
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
