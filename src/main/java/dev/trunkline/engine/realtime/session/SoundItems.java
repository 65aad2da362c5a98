package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.WireSound;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sound that the client puts into the conversation: no turns of the caller's, but what is said in it counts. Confined to the session's loop. */
final class SoundItems {

    private static final int MAX_AWAITED = 8;
    private static final long MAX_MILLIS = 60_000; // 3 MB, of all of them: they wait for a worker with their sound

    private final SessionContext context;
    private final CallerItems callers;
    private final BooleanSupplier areRead;
    private final Runnable whenKnown;
    private int awaited;
    private long awaitedMillis;
    private boolean closed;

    /**
     * @param areRead whether the client wants to read the words
     * @param whenKnown is told when it is known what is said in one, or that nobody will know
     */
    SoundItems(SessionContext context, CallerItems callers, BooleanSupplier areRead, Runnable whenKnown) {
        this.context = context;
        this.callers = callers;
        this.areRead = areRead;
        this.whenKnown = whenKnown;
    }

    /** Whether there are any of which nobody knows yet what is said in them. */
    boolean areAwaited() {
        return awaited > 0;
    }

    /**
     * One comes.
     *
     * @throws BadEvent when it is too long, or there are too many
     */
    void understand(byte[] sound, WireSound format, String itemId) {
        long millis = format.millisOf(sound.length);
        if (millis == 0 || millis > MAX_MILLIS) {
            throw BadEvent.invalid(
                    "item.content[0].audio", "it may be up to " + MAX_MILLIS / 1_000 + " seconds, and not empty");
        }
        if (awaited >= MAX_AWAITED || awaitedMillis + millis > MAX_MILLIS) {
            throw new BadEvent(
                    "too_many_items",
                    MAX_AWAITED + " items of sound, or " + MAX_MILLIS / 1_000
                            + " seconds of them, are not understood yet; wait for them.",
                    null);
        }
        context.memory().require(sound.length);
        count(1, millis, sound.length);
        context.agent()
                .hearing()
                .understand(() -> format.speech(sound))
                .whenCompleteAsync(
                        (words, failure) -> {
                            if (!closed) {
                                count(-1, -millis, -sound.length);
                                onKnown(itemId, millis, words, failure);
                            }
                        },
                        context.loop());
    }

    private void count(int more, long moreMillis, long moreBytes) {
        awaited += more;
        awaitedMillis += moreMillis;
        context.memory().hold(moreBytes);
    }

    private void onKnown(
            String itemId, long millis, SpeechPipeline.@Nullable Words words, @Nullable Throwable failure) {
        if (words == null) {
            callers.fail(itemId, failure, areRead.getAsBoolean());
        } else {
            callers.understood(itemId, millis, words.text(), words.scores(), areRead.getAsBoolean());
        }
        whenKnown.run();
    }

    void close() {
        closed = true;
    }
}
