package dev.trunkline.webhook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one receiver. A few go at once, of each call one after the other, so that a call's events arrive in their order and
 * one that is not taken holds up no other call. A receiver that fails gets one at a time, after pauses, until it takes one. Confined
 * to one thread.
 */
final class ReceiverLine {

    static final int AT_ONCE = 4;

    private static final long LONGEST_PAUSE_MILLIS =
            60_000; // of the receiver as a whole; a single delivery waits longer

    private final WebhookReceiver receiver;
    private final Map<String, PendingDelivery> waiting = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>(); // ids
    private int failures; // in a row
    private long pausedUntilMillis = Long.MIN_VALUE;
    private boolean isGone;

    ReceiverLine(WebhookReceiver receiver) {
        this.receiver = receiver;
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    /** Whether it has said that it is not there any more. */
    boolean isGone() {
        return isGone;
    }

    int waiting() {
        return waiting.size();
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    /** Adds it at the end, or changes what stands there. */
    void put(PendingDelivery delivery) {
        waiting.put(delivery.id(), delivery);
    }

    void remove(String id) {
        waiting.remove(id);
    }

    /** Those that go now; each is to be {@linkplain #over told of} when it is over. */
    List<PendingDelivery> begin(long nowMillis) {
        List<PendingDelivery> begun = new ArrayList<>();
        if (nowMillis < pausedUntilMillis || isGone) {
            return begun;
        }
        int room = (failures > 0 ? 1 : AT_ONCE) - underWay.size();
        Set<String> before = new HashSet<>(); // calls that have something earlier
        for (PendingDelivery each : waiting.values()) {
            if (room <= begun.size()) {
                break;
            }
            boolean isFirst = before.add(each.callSid());
            if (isFirst && each.dueMillis() <= nowMillis && underWay.add(each.id())) {
                begun.add(each);
            }
        }
        return begun;
    }

    /** An attempt is over. */
    void over(String id) {
        underWay.remove(id);
    }

    /** The receiver took one. */
    void succeeded() {
        failures = 0;
        pausedUntilMillis = Long.MIN_VALUE;
    }

    /**
     * It did not.
     *
     * @param askedForMillis for how long it wants to be left alone
     */
    void failed(Backoff backoff, long askedForMillis, long nowMillis) {
        failures++;
        long pauseMillis = Math.max(Math.min(LONGEST_PAUSE_MILLIS, backoff.pauseMillis(failures)), askedForMillis);
        pausedUntilMillis = Math.max(pausedUntilMillis, nowMillis + pauseMillis);
    }

    /**
     * It said that it is gone for good.
     *
     * @return what waited for it
     */
    List<PendingDelivery> gone() {
        isGone = true;
        List<PendingDelivery> left = List.copyOf(waiting.values());
        waiting.clear();
        return left;
    }

    /** An operator believes that it is back. */
    void back() {
        isGone = false;
        succeeded();
    }

    /** When something is to go that does not go yet for its time alone; null when nothing waits for its time. */
    @Nullable
    Long nextDueMillis(long nowMillis) {
        Long next = null;
        for (PendingDelivery each : waiting.values()) {
            long dueMillis = Math.max(each.dueMillis(), pausedUntilMillis);
            boolean waitsForItsTime = !underWay.contains(each.id()) && dueMillis > nowMillis;
            if (waitsForItsTime && (next == null || dueMillis < next)) {
                next = dueMillis;
            }
        }
        return next;
    }
}
