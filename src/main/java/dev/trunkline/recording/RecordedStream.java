package dev.trunkline.recording;

import dev.trunkline.call.SoundQueue;
import dev.trunkline.call.SoundTap;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is recorded, as its loop sees it: what nobody holds goes into a queue, and the rest nowhere. Confined to the call's loop, but
 * for the queue's other end and the marks.
 */
final class RecordedStream implements SoundTap {

    private static final int QUEUE_SECONDS = 5; // a disk may hesitate for so long

    private final String callSid;
    private final String streamSid;
    private final String route;
    private final long beganNanos;
    private final long beganMillis;
    private final SoundQueue queue = new SoundQueue(QUEUE_SECONDS);
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
    private final Queue<Mark> marks = new ConcurrentLinkedQueue<>();
    private volatile boolean isDiscarded;

    /** Somebody holds it from a time on, or lets go. */
    record Mark(Hold hold, boolean begins, long atNanos) {}

    /**
     * @param beganNanos on the loop's clock
     * @param beganMillis on the wall's
     */
    RecordedStream(String callSid, String streamSid, String route, long beganNanos, long beganMillis) {
        this.callSid = callSid;
        this.streamSid = streamSid;
        this.route = route;
        this.beganNanos = beganNanos;
        this.beganMillis = beganMillis;
    }

    String callSid() {
        return callSid;
    }

    String streamSid() {
        return streamSid;
    }

    String route() {
        return route;
    }

    long beganNanos() {
        return beganNanos;
    }

    long beganMillis() {
        return beganMillis;
    }

    @Override
    public void onCaller(byte[] muLaw, int lengthBytes, long atNanos) {
        if (holds.isEmpty()) {
            queue.onCaller(muLaw, lengthBytes, atNanos);
        }
    }

    @Override
    public void onPlayout(Voice voice, byte[] muLaw, int lengthBytes, long heardAtNanos) {
        if (holds.isEmpty()) {
            queue.onPlayout(voice, muLaw, lengthBytes, heardAtNanos);
        }
    }

    @Override
    public void onCleared(long atNanos) {
        queue.onCleared(atNanos);
    }

    @Override
    public void onSecret(boolean isSecret, long atNanos) {
        hold(Hold.SECRET, isSecret, atNanos);
    }

    @Override
    public void onEnded(long atNanos) {
        queue.onEnded(atNanos);
    }

    /** Somebody holds it, or lets go; twice is once. */
    void hold(Hold hold, boolean begins, long atNanos) {
        boolean wasHeld = !holds.isEmpty();
        boolean isNews = begins ? holds.add(hold) : holds.remove(hold);
        if (!isNews) {
            return;
        }
        marks.add(new Mark(hold, begins, atNanos));
        if (wasHeld != !holds.isEmpty()) {
            queue.onSecret(begins, atNanos);
        }
    }

    boolean isHeldBy(Hold hold) {
        return holds.contains(hold);
    }

    // The writer's end.

    SoundQueue queue() {
        return queue;
    }

    /** The next mark; null when there is none. */
    @Nullable
    Mark takeMark() {
        return marks.poll();
    }

    /** What there is of it is deleted, and no more is written. Any thread. */
    void discard() {
        isDiscarded = true;
    }

    boolean isDiscarded() {
        return isDiscarded;
    }
}
