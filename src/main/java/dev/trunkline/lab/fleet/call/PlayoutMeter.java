package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Meter;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's playout buffer, in time only: how much sound waits in it, when it runs dry, when a mark's place is reached (docs
 * "Media Streams - WebSocket messages"). Confined to the call's loop.
 */
final class PlayoutMeter {

    private static final long NANOS_PER_BYTE = 125_000;

    /** Less than this our own clock cannot tell from being in time. */
    private static final long TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** After so much silence a new speech begins, when the last one ended with a mark. */
    private static final long NEW_SPEECH_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    /** No new answer comes so soon after a {@code clear}: whatever does is the old one, unless it can be heard to be another. */
    private static final long STALE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long NOT_WHOLE = -1;

    private final Meter meter;
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private long dryNanos;
    private long soundingNanos;
    private long arrivedNanos;
    private boolean speaking;
    private boolean marked;
    private boolean everMarked;
    private boolean stale;
    private int turn; // of the sound that came last
    private int clearedTurn;
    private long answerBytes = NOT_WHOLE;

    PlayoutMeter(Meter meter) {
        this.meter = meter;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
    private record Mark(byte[] name, long dueNanos) {}

    /**
     * Media arrived.
     *
     * @param sounding whether any of it can be heard
     * @param ofTurn which turn of whom it is, where that can be heard; else always the same
     */
    void onMedia(long nowNanos, int bytes, StreamScanner sounding, int ofTurn) {
        long dryForNanos = nowNanos - dryNanos;
        if (speaking && dryForNanos > NEW_SPEECH_NANOS && (marked || !everMarked)) {
            speaking = false;
        }
        if (speaking) {
            meter.time(Measure.GAP, nowNanos - arrivedNanos);
            if (dryForNanos > TOLERANCE_NANOS) {
                meter.count(Count.UNDERRUNS);
            }
        }
        if (stale) {
            countStale(nowNanos, bytes, sounding.isSounding() && ofTurn == clearedTurn);
        }
        turn = ofTurn;
        speaking = true;
        marked = false;
        arrivedNanos = nowNanos;
        dryNanos = Math.max(nowNanos, dryNanos) + bytes * NANOS_PER_BYTE;
        soundingNanos = sounding.isSounding() ? dryNanos : soundingNanos;
        answerBytes += answerBytes == NOT_WHOLE ? 0 : bytes;
    }

    private void countStale(long nowNanos, int bytes, boolean isOfThatTurn) {
        if (nowNanos - arrivedNanos > STALE_NANOS) {
            stale = false;
        } else if (isOfThatTurn) {
            meter.count(Count.STALE_BYTES, bytes);
        }
    }

    void onMark(long nowNanos, byte[] name) {
        marked = true;
        everMarked = true;
        marks.add(new Mark(name, Math.max(nowNanos, dryNanos)));
    }

    /** Everything is thrown away, and all marks are due. */
    void onClear(long nowNanos) {
        int waiting = marks.size();
        for (int i = 0; i < waiting; i++) {
            marks.add(new Mark(marks.remove().name, nowNanos));
        }
        dryNanos = nowNanos;
        soundingNanos = nowNanos;
        arrivedNanos = nowNanos;
        speaking = false;
        stale = true;
        clearedTurn = turn;
        answerBytes = NOT_WHOLE;
    }

    /** A question was asked: what comes now is the answer to it, unless somebody is still being heard. */
    void expectAnswer(long nowNanos) {
        if (!isPlaying(nowNanos) && answerBytes > 0) {
            meter.answer(answerBytes);
        }
        answerBytes = isPlaying(nowNanos) ? NOT_WHOLE : 0;
        speaking &= isPlaying(nowNanos);
        stale = false;
    }

    /** When sound that arrives now is played. */
    long playedNanos(long nowNanos) {
        return Math.max(nowNanos, dryNanos);
    }

    /** How much sound has not been played. */
    long waitingBytes(long nowNanos) {
        return Math.max(0, dryNanos - nowNanos) / NANOS_PER_BYTE;
    }

    boolean isPlaying(long nowNanos) {
        return dryNanos > nowNanos;
    }

    /** Whether something that can be heard is playing, or will be behind a silence that has arrived already. */
    boolean isHeard(long nowNanos) {
        return soundingNanos > nowNanos;
    }

    /** The next mark that has been reached, or null. */
    byte @Nullable [] takeMark(long nowNanos) {
        Mark next = marks.peek();
        if (next == null || next.dueNanos > nowNanos) {
            return null;
        }
        return marks.remove().name;
    }
}
