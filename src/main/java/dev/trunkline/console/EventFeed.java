package dev.trunkline.console;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.time.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Events of all calls on their way to whoever watches. A call's loop puts an event into a queue and goes on; a loop that has nothing to
 * do with calls looks into the queue a hundred times a second, writes each event once, and shows it to all watchers. While nobody
 * watches, an event costs the read of a field. Too many events, or a watcher that is too slow: they are lost, and counted.
 * Thread-safe.
 */
public final class EventFeed implements CallListener {

    static final int MOST_WATCHERS = 100;

    private static final long PERIOD_NANOS = 10_000_000;
    private static final int MOST_AT_ONCE = 200;
    private static final int MOST_QUEUED = 20_000; // ten seconds of two thousand events a second

    private final Scheduler loop;
    private final CallRecorder records;
    private final IntConsumer onLost;
    private final Queue<Happened> happened = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger overflowed = new AtomicInteger();
    private final AtomicInteger seats = new AtomicInteger();
    private volatile boolean isWatched;

    // The loop's own:
    private final EventJson json = new EventJson();
    private final StandingJson standing;
    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<String, Long> beganNanos = new HashMap<>();
    private Scheduler.@Nullable Timer ticker;

    private record Happened(String callSid, long atNanos, CallEvent event) {}

    /**
     * @param loop where events are written: not a loop of calls
     * @param records tell how calls stand when somebody begins to watch
     * @param onLost is told how many events a watcher has lost; on that loop
     */
    public EventFeed(Scheduler loop, CallRecorder records, IntConsumer onLost) {
        this.loop = loop;
        this.records = records;
        this.onLost = onLost;
        this.standing = new StandingJson(records);
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        if (!isWatched) {
            return;
        }
        if (queued.get() >= MOST_QUEUED) {
            overflowed.incrementAndGet();
            return;
        }
        queued.incrementAndGet();
        happened.add(new Happened(callSid, atNanos, event));
    }

    /** Takes a seat for one more watcher; false when there is none left. */
    boolean takeSeat() {
        if (seats.incrementAndGet() > MOST_WATCHERS) {
            seats.decrementAndGet();
            return false;
        }
        return true;
    }

    void giveSeatBack() {
        seats.decrementAndGet();
    }

    /** How many watch. */
    public int watching() {
        return seats.get();
    }

    /** From now on everything is shown to the watcher, who begins with how it stands. */
    void join(Watcher watcher) {
        isWatched = true; // first: what happens while it is written down how things stand is shown as well
        loop.execute(() -> {
            isWatched = true; // the last of the others may have left meanwhile
            Backlog backlog = watcher.backlog();
            backlog.begin(standing.of(backlog.callSid(), loop.nowNanos()));
            watchers.add(watcher);
            if (ticker == null) {
                ticker = loop.every(PERIOD_NANOS, this::onTick);
            }
        });
    }

    private void onTick() {
        long nowNanos = loop.nowNanos();
        int overflow = overflowed.getAndSet(0);
        int lost = overflow * watchers.size();
        for (Batch batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
            for (Watcher watcher : watchers) {
                lost += watcher.backlog().show(batch);
            }
        }
        for (Watcher watcher : watchers) {
            watcher.backlog().lose(overflow);
        }
        if (lost > 0) {
            onLost.accept(lost);
        }
        watchers.removeIf(watcher -> !watcher.onTick(nowNanos));
        if (watchers.isEmpty() && ticker != null) {
            isWatched = false;
            ticker.cancel();
            ticker = null;
            happened.clear();
            queued.set(0);
            beganNanos.clear();
        }
    }

    private Batch nextBatch() {
        Batch batch = new Batch();
        Happened next = happened.poll();
        for (int events = 1; next != null; events++) {
            queued.decrementAndGet();
            batch.add(next.callSid, json.of(next.callSid, atMillis(next), next.event));
            next = events < MOST_AT_ONCE ? happened.poll() : null;
        }
        return batch;
    }

    /** Since the call's first stream began. */
    private long atMillis(Happened happening) {
        Long began = beganNanos.computeIfAbsent(happening.callSid, records::beganNanos);
        if (happening.event instanceof CallEvent.Ended) {
            beganNanos.remove(happening.callSid);
        }
        return began == null ? 0 : (happening.atNanos - began) / 1_000_000;
    }
}
