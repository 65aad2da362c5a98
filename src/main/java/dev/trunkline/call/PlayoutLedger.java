package dev.trunkline.call;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The books of what the agent said: what was queued, what was sent to the phone, what was played there. Positions count
 * mu-law bytes sent since the stream began (8 bytes a millisecond). What was played is known from two witnesses: marks
 * that came back, and the phone's playout clock, which runs through whatever it has been sent. Confined to the call's
 * loop.
 */
public final class PlayoutLedger {

    /** Mu-law bytes that a phone plays in a millisecond. */
    public static final int BYTES_PER_MILLI = 8;

    private static final long NANOS_PER_BYTE = 1_000_000 / BYTES_PER_MILLI;

    private final Deque<Passage> passages = new ArrayDeque<>();
    private final Deque<Passage> unbegun = new ArrayDeque<>(); // those of them that nobody has heard anything of
    private final Deque<Padding> paddings = new ArrayDeque<>();
    private long queuedBytes;
    private long sentBytes;
    private long playoutBytes; // sent, and the padding between
    private long markedBytes;
    private long dryAtNanos; // means something once anything was sent

    /** One sentence of the agent on its way to the caller's ear. */
    public static final class Passage {
        private final String messageId;
        private final long startBytes;
        private long endBytes;
        private boolean complete;

        private Passage(String messageId, long startBytes) {
            this.messageId = messageId;
            this.startBytes = startBytes;
            this.endBytes = startBytes;
        }

        public String messageId() {
            return messageId;
        }

        /** How long the sentence is, as far as its sound has arrived. */
        public long spokenMillis() {
            return (endBytes - startBytes) / BYTES_PER_MILLI;
        }
    }

    /** Silence that the phone has been given and may not have played yet; positions count padding too. It grows. */
    private static final class Padding {
        private final long startBytes;
        private long endBytes;

        Padding(long startBytes, long endBytes) {
            this.startBytes = startBytes;
            this.endBytes = endBytes;
        }

        long unplayedBytes(long played) {
            return Math.max(0, endBytes - Math.max(played, startBytes));
        }
    }

    /**
     * Sound of a message was put into the ring, behind all earlier sound. That completes any other message: more of it
     * would begin a passage of its own.
     */
    public void queued(String messageId, int bytes) {
        Passage last = passages.peekLast();
        if (last == null || last.complete || !last.messageId.equals(messageId)) {
            messageComplete();
            last = new Passage(messageId, queuedBytes);
            passages.addLast(last);
            unbegun.addLast(last);
        }
        queuedBytes += bytes;
        last.endBytes = queuedBytes;
    }

    /** No more sound of the message queued last will come. */
    public void messageComplete() {
        Passage last = passages.peekLast();
        if (last != null) {
            last.complete = true;
        }
    }

    /** How long the phone has run dry in the middle of a sentence, in ns; 0 when it has not. Ask before {@link #sent}. */
    public long underrunNanos(long nowNanos) {
        if (sentBytes == 0 || leadNanos(nowNanos) > 0) {
            return 0;
        }
        for (Passage passage : passages) {
            if (sentBytes < passage.endBytes) {
                return sentBytes > passage.startBytes ? nowNanos - dryAtNanos : 0;
            }
        }
        return 0;
    }

    /**
     * Sound left for the phone.
     *
     * @param bytes from the ring
     * @param paddingBytes silence after it, to fill the frame
     */
    public void sent(int bytes, int paddingBytes, long nowNanos) {
        while (!paddings.isEmpty() && paddings.getFirst().endBytes <= playedBytes(nowNanos)) {
            paddings.removeFirst();
        }
        dryAtNanos = nowNanos + leadNanos(nowNanos) + (bytes + paddingBytes) * NANOS_PER_BYTE;
        sentBytes += bytes;
        playoutBytes += bytes + paddingBytes;
        if (paddingBytes > 0) {
            pad(playoutBytes - paddingBytes, playoutBytes);
        }
    }

    private void pad(long startBytes, long endBytes) {
        Padding last = paddings.peekLast();
        if (last != null && last.endBytes == startBytes) {
            last.endBytes = endBytes;
        } else {
            paddings.addLast(new Padding(startBytes, endBytes));
        }
    }

    /** How much sound the phone still has to play, in ns; 0 when it is silent. */
    public long leadNanos(long nowNanos) {
        return playoutBytes == 0 ? 0 : Math.max(0, dryAtNanos - nowNanos);
    }

    /** For how long the phone has had nothing to play, in ns; 0 while it plays. */
    public long silentNanos(long nowNanos) {
        return playoutBytes == 0 ? 0 : Math.max(0, nowNanos - dryAtNanos);
    }

    /** Whether the phone was ever given anything. */
    boolean hasSent() {
        return playoutBytes > 0;
    }

    public long sentBytes() {
        return sentBytes;
    }

    /**
     * A mark came back. One that a clear returned proves nothing: everything that it could stand for was off the books
     * then. Nor does one that stands for more than was sent.
     *
     * @param position {@link #sentBytes} when the mark was sent
     */
    public void marked(long position) {
        if (position <= sentBytes) {
            markedBytes = Math.max(markedBytes, position);
        }
    }

    /** Whether the phone has confirmed everything that was sent. */
    public boolean allMarked() {
        return markedBytes >= sentBytes;
    }

    /** How far the caller has heard. */
    public long heardBytes(long nowNanos) {
        long played = playedBytes(nowNanos);
        long unheardBytes = playoutBytes - played;
        if (paddings.isEmpty()) {
            return Math.max(markedBytes, sentBytes - unheardBytes); // asked at every tick: no iterator for nothing
        }
        if (paddings.size() == 1) { // nor for what the caller hears while the agent is missing
            return Math.max(
                    markedBytes, sentBytes - unheardBytes + paddings.getFirst().unplayedBytes(played));
        }
        for (Padding padding : paddings) {
            unheardBytes -= padding.unplayedBytes(played);
        }
        return Math.max(markedBytes, sentBytes - unheardBytes);
    }

    /** How far the phone has played by the clock, sound and padding. */
    private long playedBytes(long nowNanos) {
        return playoutBytes - leadNanos(nowNanos) / NANOS_PER_BYTE;
    }

    /** A sentence that began to be heard since the last time this was asked; null when there is none. */
    public @Nullable Passage takeBegun(long nowNanos) {
        Passage next = unbegun.peekFirst();
        return next != null && heardBytes(nowNanos) > next.startBytes ? unbegun.pollFirst() : null;
    }

    /** The sentence that is fully heard, and taken off the books by this; null when there is none. */
    public @Nullable Passage takeHeard(long nowNanos) {
        Passage first = passages.peekFirst();
        if (first == null || !first.complete || heardBytes(nowNanos) < first.endBytes) {
            return null;
        }
        return takeAny();
    }

    /** The oldest sentence not taken yet; taken off the books by this. For interruptions and the end of a call. */
    public @Nullable Passage takeAny() {
        Passage first = passages.pollFirst();
        if (first != null && first == unbegun.peekFirst()) {
            unbegun.removeFirst();
        }
        return first;
    }

    /** How much of a sentence the caller has heard. */
    public long heardMillis(Passage passage, long nowNanos) {
        long heard = Math.min(heardBytes(nowNanos), passage.endBytes) - passage.startBytes;
        return Math.max(0, heard) / BYTES_PER_MILLI;
    }

    /** Everything not yet played is dropped, here and at the phone; call it after the passages were taken. */
    public void cleared(long nowNanos) {
        passages.clear();
        unbegun.clear();
        paddings.clear();
        queuedBytes = sentBytes;
        markedBytes = sentBytes;
        dryAtNanos = nowNanos;
    }
}
