package dev.trunkline.bridge;

import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.GoOn;
import dev.trunkline.phone.CarrierInstruction.Hold;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which busy destination, in the order in which they came. The first is put through when a caller of ours has hung up
 * there, or after a while on trial. Of this process alone. Thread-safe.
 */
final class TransferQueues {

    private static final int ASK_SECONDS = 5;
    private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(30); // of the words, while nothing changes
    private static final long GONE_NANOS = TimeUnit.MINUTES.toNanos(1); // without having been asked for

    private final LongSupplier clockNanos;
    private final Map<String, Waiter> waiters = new LinkedHashMap<>(); // by call
    private final Map<String, Long> busyUntilNanos = new HashMap<>(); // by number

    /** A caller in a queue. */
    private static final class Waiter {
        private final Transfer transfer;
        private final QueuePlan plan;
        private final long sinceNanos;
        private long askedNanos;
        private long toldNanos;
        private int toldPosition;
        private @Nullable CarrierInstruction decided; // how it leaves

        Waiter(Transfer transfer, QueuePlan plan, long nowNanos) {
            this.transfer = transfer;
            this.plan = plan;
            this.sinceNanos = nowNanos;
            this.askedNanos = nowNanos;
        }

        /** Whether he has hung up, or talks: who is put through is not asked for, and keeps his place in case that it is busy. */
        boolean isGone(long nowNanos) {
            long ringNanos = decided == null ? 0 : TimeUnit.SECONDS.toNanos(transfer.ringSeconds());
            return nowNanos - askedNanos >= GONE_NANOS + ringNanos;
        }
    }

    TransferQueues(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
    }

    /** Whether somebody waits for this destination already. */
    synchronized boolean isWaitedFor(Transfer transfer) {
        forgetGone(clockNanos.getAsLong());
        return waiters.values().stream().anyMatch(each -> isFor(each, transfer.number()));
    }

    /**
     * A destination is busy: the caller waits, at the end or where he was before.
     *
     * @return null when there is no place, or he has waited long enough
     */
    synchronized @Nullable Hold enter(String callSid, Transfer transfer, QueuePlan plan) {
        long nowNanos = clockNanos.getAsLong();
        forgetGone(nowNanos);
        busyUntilNanos.put(transfer.number(), nowNanos + plan.retry().toNanos());
        Waiter waiter = waiters.get(callSid);
        if (waiter == null) {
            long others = waiters.values().stream()
                    .filter(each -> isFor(each, transfer.number()))
                    .count();
            if (others >= plan.places()) {
                return null;
            }
            waiter = new Waiter(transfer, plan, nowNanos);
            waiters.put(callSid, waiter);
        } else if (hasWaitedLong(waiter, nowNanos)) {
            waiters.remove(callSid);
            return null;
        }
        waiter.decided = null;
        waiter.askedNanos = nowNanos;
        return hold(waiter, nowNanos);
    }

    /**
     * What becomes of a caller now.
     *
     * @param key that he has pressed, or ""
     * @return {@link Hold} to wait on, the {@link Transfer}, or {@link GoOn} back to the agent: also for one who is not known here
     */
    synchronized CarrierInstruction ask(String callSid, String key) {
        long nowNanos = clockNanos.getAsLong();
        Waiter waiter = waiters.get(callSid);
        if (waiter == null) {
            return new GoOn();
        }
        waiter.askedNanos = nowNanos;
        forgetGone(nowNanos);
        CarrierInstruction decided = waiter.decided == null ? decision(waiter, key, nowNanos) : waiter.decided;
        if (decided == null) {
            return hold(waiter, nowNanos);
        }
        waiter.decided = decided;
        if (decided instanceof GoOn) {
            // Asked once more when the carrier has taken him out, which nobody who is not known would answer otherwise.
            waiters.remove(callSid);
        }
        return decided;
    }

    private @Nullable CarrierInstruction decision(Waiter waiter, String key, long nowNanos) {
        boolean wantsBack = key.length() == 1 && key.charAt(0) == waiter.plan.backKey();
        if (wantsBack || hasWaitedLong(waiter, nowNanos)) {
            return new GoOn();
        }
        Long busyUntil = busyUntilNanos.get(waiter.transfer.number());
        boolean mayBeFree = busyUntil == null || nowNanos - busyUntil >= 0;
        if (position(waiter) > 1 || !mayBeFree) {
            return null;
        }
        busyUntilNanos.put(
                waiter.transfer.number(), nowNanos + waiter.plan.retry().toNanos());
        return waiter.transfer;
    }

    private static boolean hasWaitedLong(Waiter waiter, long nowNanos) {
        return nowNanos - waiter.sinceNanos >= waiter.plan.longest().toNanos();
    }

    private static boolean isFor(Waiter waiter, String number) {
        return waiter.transfer.number().equals(number);
    }

    private int position(Waiter waiter) {
        int position = 0;
        for (Waiter each : waiters.values()) {
            position += isFor(each, waiter.transfer.number()) ? 1 : 0;
            if (each == waiter) {
                return position;
            }
        }
        return position;
    }

    private Hold hold(Waiter waiter, long nowNanos) {
        int position = position(waiter);
        boolean isNews = position != waiter.toldPosition || nowNanos - waiter.toldNanos >= REPEAT_NANOS;
        String words = "";
        if (isNews) {
            waiter.toldPosition = position;
            waiter.toldNanos = nowNanos;
            words = waiter.plan.words(position, longestWait(waiter.transfer.number(), nowNanos));
        }
        return new Hold(waiter.transfer.destination(), words, ASK_SECONDS, waiter.plan.music());
    }

    private Duration longestWait(String number, long nowNanos) {
        return Duration.ofNanos(waiters.values().stream()
                .filter(each -> isFor(each, number))
                .mapToLong(each -> nowNanos - each.sinceNanos)
                .max()
                .orElse(0));
    }

    private void forgetGone(long nowNanos) {
        waiters.values().removeIf(each -> each.isGone(nowNanos));
    }

    /** A caller of ours does not talk with this destination any more. */
    synchronized void freed(String number) {
        busyUntilNanos.remove(number);
    }

    /** The caller is put through, back with the agent, or gone. */
    synchronized void leave(String callSid) {
        waiters.remove(callSid);
    }

    /** How many wait, for whatever destination. */
    synchronized int size() {
        forgetGone(clockNanos.getAsLong());
        return waiters.size();
    }
}
