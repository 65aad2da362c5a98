package dev.trunkline.bridge;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are here, and how many may be. A call has a seat from its ringing to the end of its sound. After that the
 * carrier may still owe us a question (what comes next, how a transfer went): the call has no seat, but is not done with.
 * Whatever the order in which a call's ring, its streams and its end become known, it has one seat at most and gives it back
 * once. Thread-safe.
 */
public final class Admission {

    /** Carriers open a stream, or ask again, at once; after so long Twilio itself gives up on a webhook. */
    private static final long CARRIER_COMES_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** How long an answer may be on its way, or be asked for again. */
    private static final long ANSWER_TRAVELS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long OVER_REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(60); // as long as a stream's token
    private static final int MAX_OVER_REMEMBERED = 10_000;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String NO_STREAM = "";

    private final int maxCalls;
    private final LongSupplier clockNanos;
    private final Map<String, Standing> calls = new HashMap<>();
    private final Map<String, Long> overSinceNanos = new LinkedHashMap<>();
    private CountDownLatch changed = new CountDownLatch(1);
    private boolean draining;

    private enum Stage {
        RINGING, // its stream is to come
        LIVE,
        ASKING, // its stream has ended, and the carrier will ask what comes next
        TRANSFERRED, // a person is dialled or talks, and the carrier will ask when that is over
        ANSWERED; // nothing more is owed, but the answer may be on its way still

        boolean hasSeat() {
            return this == RINGING || this == LIVE;
        }
    }

    /** Where a call stands; forgotten when it has stood there for {@code withinNanos}, unless it is live. */
    private record Standing(Stage stage, String streamSid, long sinceNanos, long withinNanos) {
        boolean isPast(long nowNanos) {
            return stage != Stage.LIVE && nowNanos - sinceNanos > withinNanos;
        }
    }

    /**
     * How many calls there are.
     *
     * @param live with sound
     * @param ringing whose stream is to come
     * @param owed whose stream has ended, and about whom the carrier has a question left
     */
    public record Census(int live, int ringing, int owed) {
        public boolean isEmpty() {
            return live + ringing + owed == 0;
        }
    }

    /** @param clockNanos monotonic */
    public Admission(int maxCalls, LongSupplier clockNanos) {
        this.maxCalls = maxCalls;
        this.clockNanos = clockNanos;
    }

    /** The most calls at the same time. */
    public int maxCalls() {
        return maxCalls;
    }

    /**
     * Asks to come in. A call that is in already may always ring again: carriers repeat themselves.
     *
     * @return null when it may, else why not: full or draining
     */
    public synchronized @Nullable String ring(String callSid) {
        String reason = stage(callSid) == null ? refusal() : null;
        if (reason == null) {
            expectStream(callSid);
        }
        return reason;
    }

    /** The carrier has been told to open a stream for a call that is ours already: it is let in, also beyond the limit. */
    public synchronized void expectStream(String callSid) {
        if (stage(callSid) != Stage.LIVE) {
            stand(callSid, Stage.RINGING, NO_STREAM, CARRIER_COMES_NANOS);
        }
    }

    /** Why a new call would be refused now, or null. */
    public synchronized @Nullable String refusal() {
        if (draining) {
            return "draining";
        }
        expire();
        long seats = calls.values().stream()
                .filter(standing -> standing.stage.hasSeat())
                .count();
        return seats >= maxCalls ? "full" : null;
    }

    /**
     * The call's sound flows; on another stream than before, perhaps.
     *
     * @return false when the call is over: the stream comes too late
     */
    public synchronized boolean began(String callSid, String streamSid) {
        if (isOver(callSid)) {
            return false;
        }
        stand(callSid, Stage.LIVE, streamSid, 0);
        return true;
    }

    /**
     * A stream of the call has ended. Nothing changes when it is not the newest one.
     *
     * @param asks whether the carrier is going to ask what comes next; it does not when the caller is gone
     */
    public synchronized void ended(String callSid, String streamSid, boolean asks) {
        Standing standing = calls.get(callSid);
        if (standing == null || standing.stage != Stage.LIVE || !standing.streamSid.equals(streamSid)) {
            return;
        }
        if (asks) {
            stand(callSid, Stage.ASKING, NO_STREAM, CARRIER_COMES_NANOS);
        } else {
            remove(callSid);
        }
    }

    /**
     * A person has the call; the carrier will ask when that is over.
     *
     * @param atMost how long it may take
     */
    public synchronized void transferred(String callSid, Duration atMost) {
        stand(callSid, Stage.TRANSFERRED, NO_STREAM, atMost.toNanos());
    }

    /** The carrier has had its last answer about the call. */
    public synchronized void answered(String callSid) {
        stand(callSid, Stage.ANSWERED, NO_STREAM, ANSWER_TRAVELS_NANOS);
    }

    /** The carrier says that the call is over: now, before its stream has come, or before it has even rung. */
    public synchronized void over(String callSid) {
        remove(callSid);
        overSinceNanos.remove(callSid); // so that it goes to the end
        overSinceNanos.put(callSid, clockNanos.getAsLong());
        if (overSinceNanos.size() > MAX_OVER_REMEMBERED) {
            overSinceNanos.remove(overSinceNanos.keySet().iterator().next());
        }
    }

    /** Whether the carrier has said, within the last minute, that the call is over. */
    public synchronized boolean isOver(String callSid) {
        Long sinceNanos = overSinceNanos.get(callSid);
        return sinceNanos != null && clockNanos.getAsLong() - sinceNanos <= OVER_REMEMBERED_NANOS;
    }

    /** No new calls from now on. */
    public synchronized void drain() {
        draining = true;
    }

    public synchronized boolean isDraining() {
        return draining;
    }

    /** Whoever talks to a person is not waited for any longer: the carrier's question will find nobody here. */
    public synchronized void forgetTransferred() {
        calls.values().removeIf(standing -> standing.stage == Stage.TRANSFERRED);
        tell();
    }

    public synchronized Census census() {
        expire();
        return new Census(
                standing(Stage.LIVE),
                standing(Stage.RINGING),
                standing(Stage.ASKING) + standing(Stage.TRANSFERRED) + standing(Stage.ANSWERED));
    }

    private int standing(Stage stage) {
        return (int) calls.values().stream().filter(each -> each.stage == stage).count();
    }

    /**
     * Waits until no call rings, has sound, or has a question of the carrier's left; never on a loop.
     *
     * @return whether that came within the time
     */
    public boolean awaitNoCalls(Duration atMost) throws InterruptedException {
        for (long leftNanos = atMost.toNanos(); ; leftNanos -= LOOK_NANOS) {
            CountDownLatch change;
            synchronized (this) {
                expire();
                if (calls.isEmpty() || leftNanos <= 0) {
                    return calls.isEmpty();
                }
                change = changed;
            }
            if (change.await(Math.min(leftNanos, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
                leftNanos += LOOK_NANOS; // no time to speak of
            }
        }
    }

    private @Nullable Stage stage(String callSid) {
        expire();
        Standing standing = calls.get(callSid);
        return standing == null ? null : standing.stage;
    }

    private void stand(String callSid, Stage stage, String streamSid, long withinNanos) {
        calls.put(callSid, new Standing(stage, streamSid, clockNanos.getAsLong(), withinNanos));
    }

    private void remove(String callSid) {
        calls.remove(callSid);
        tell();
    }

    private void tell() {
        if (calls.isEmpty()) {
            changed.countDown();
            changed = new CountDownLatch(1);
        }
    }

    private void expire() {
        long nowNanos = clockNanos.getAsLong();
        calls.values().removeIf(standing -> standing.isPast(nowNanos));
        Iterator<Long> oldest = overSinceNanos.values().iterator();
        while (oldest.hasNext() && nowNanos - oldest.next() > OVER_REMEMBERED_NANOS) {
            oldest.remove();
        }
    }
}
