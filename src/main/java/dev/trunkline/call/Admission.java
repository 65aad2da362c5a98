package dev.trunkline.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many calls there are and may be. A call counts from its ringing; one that rang but whose sound never came is
 * forgotten after a minute. Thread-safe.
 */
public final class Admission {

    private static final long RINGING_NANOS = 60_000_000_000L;

    private final int maxCalls;
    private final Map<String, Long> ringing = new HashMap<>();
    private final Set<String> live = new HashSet<>();
    private final List<CountDownLatch> awaitingNoCalls = new ArrayList<>();
    private boolean draining;

    public Admission(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    /**
     * Asks to come in. A call that is in already may always ring again: carriers repeat themselves.
     *
     * @return null when it may, else why not: full or draining
     */
    public synchronized @Nullable String ring(String callSid, long nowNanos) {
        if (live.contains(callSid) || ringing.containsKey(callSid)) {
            return null;
        }
        String reason = refusal(nowNanos);
        if (reason == null) {
            ringing.put(callSid, nowNanos);
        }
        return reason;
    }

    /** Why a new call would be refused now, or null. */
    public synchronized @Nullable String refusal(long nowNanos) {
        ringing.values().removeIf(sinceNanos -> nowNanos - sinceNanos > RINGING_NANOS);
        if (draining) {
            return "draining";
        }
        return live.size() + ringing.size() >= maxCalls ? "full" : null;
    }

    /** The call's sound flows. */
    public synchronized void began(String callSid) {
        ringing.remove(callSid);
        live.add(callSid);
    }

    /** The call's sound has ended. */
    public synchronized void ended(String callSid) {
        live.remove(callSid);
        if (live.isEmpty()) {
            awaitingNoCalls.forEach(CountDownLatch::countDown);
            awaitingNoCalls.clear();
        }
    }

    /**
     * Waits until no call has sound; never on a loop.
     *
     * @return whether that came within the time
     */
    public boolean awaitNoCalls(Duration atMost) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        synchronized (this) {
            if (live.isEmpty()) {
                return true;
            }
            awaitingNoCalls.add(over);
        }
        return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No new calls from now on. */
    public synchronized void drain() {
        draining = true;
    }

    /** How many calls have sound now. */
    public synchronized int liveCalls() {
        return live.size();
    }
}
