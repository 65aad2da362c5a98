package dev.trunkline.bridge;

import dev.trunkline.phone.CarrierInstruction;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Callers who wait for room, in the order of their coming. Guarded by its owner's monitor. */
final class WaitingLine {

    private static final long SAY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long WORDS_TAKE_NANOS = TimeUnit.SECONDS.toNanos(15); // and the way to us and back

    private final AdmissionLimits.@Nullable Line rules;
    private final Map<String, Waiter> waiters = new LinkedHashMap<>();

    private static final class Waiter {
        private final long sinceNanos;
        private long askedNanos;
        private int saidPosition;
        private long saidNanos;

        Waiter(long sinceNanos, long nowNanos) {
            this.sinceNanos = sinceNanos;
            this.askedNanos = nowNanos;
        }

        /** Whether the caller is to be told where he stands: when that is news, and now and then. */
        boolean tells(int position, long nowNanos) {
            boolean tells = position != saidPosition || nowNanos - saidNanos >= SAY_AGAIN_NANOS;
            if (tells) {
                saidPosition = position;
                saidNanos = nowNanos;
            }
            return tells;
        }
    }

    /** @param rules null: nobody waits */
    WaitingLine(AdmissionLimits.@Nullable Line rules) {
        this.rules = rules;
    }

    /** Where a call stands, or would if it came now: 1 is the next. */
    int position(String callSid) {
        int position = 1;
        for (String each : waiters.keySet()) {
            if (each.equals(callSid)) {
                break;
            }
            position++;
        }
        return position;
    }

    boolean has(String callSid) {
        return waiters.containsKey(callSid);
    }

    int size() {
        return waiters.size();
    }

    /**
     * Comes, or goes on waiting.
     *
     * @param waitedNanos how long already, as the carrier knows it: perhaps on another node
     * @return null when there is no place left, or the time is over: the caller leaves
     */
    CarrierInstruction.@Nullable Wait await(String callSid, long waitedNanos, long nowNanos) {
        if (rules == null) {
            return null;
        }
        Waiter waiter = waiters.get(callSid);
        if (waiter == null && waiters.size() < rules.places()) {
            waiter = new Waiter(nowNanos - waitedNanos, nowNanos);
            waiters.put(callSid, waiter);
        }
        if (waiter == null || nowNanos - waiter.sinceNanos >= rules.patience().toNanos()) {
            leave(callSid);
            return null;
        }
        waiter.askedNanos = nowNanos;
        int position = position(callSid);
        return new CarrierInstruction.Wait(position, waiter.tells(position, nowNanos) ? rules.words(position) : "");
    }

    void leave(String callSid) {
        waiters.remove(callSid);
    }

    /** Whoever the carrier does not ask for any more has hung up. */
    void expire(long nowNanos) {
        if (rules == null || waiters.isEmpty()) {
            return;
        }
        long silentNanos = rules.askEvery().toNanos() + WORDS_TAKE_NANOS;
        for (Iterator<Waiter> each = waiters.values().iterator(); each.hasNext(); ) {
            if (nowNanos - each.next().askedNanos > silentNanos) {
                each.remove();
            }
        }
    }
}
