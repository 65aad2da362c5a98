package dev.trunkline.continuity;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;

/**
 * Writes that wait for their thread: of each call the newest, and never more than so many. When it is full, the oldest goes and
 * is counted. Putting costs a lock and no allocation to speak of; it never waits. Thread-safe.
 *
 * @param <W> a write; it replaces an earlier one of the same key
 */
final class WriteBehind<W> {

    private final int maxWrites;
    private final BinaryOperator<W> merged;
    private final Runnable onDropped;
    private final Map<String, W> waiting = new LinkedHashMap<>();
    private final Semaphore arrivals = new Semaphore(0);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param merged makes one write of an earlier and a later one of the same key
     * @param onDropped told once for each write that is lost; must not block
     */
    WriteBehind(int maxWrites, BinaryOperator<W> merged, Runnable onDropped) {
        this.maxWrites = maxWrites;
        this.merged = merged;
        this.onDropped = onDropped;
    }

    void put(String key, W write) {
        insert(key, write);
        if (arrivals.availablePermits() == 0) {
            arrivals.release();
        }
    }

    private synchronized void insert(String key, W write) {
        W earlier = waiting.get(key);
        waiting.put(key, earlier == null ? write : merged.apply(earlier, write));
        if (waiting.size() > maxWrites) {
            Iterator<W> oldest = waiting.values().iterator();
            oldest.next();
            oldest.remove();
            onDropped.run();
        }
    }

    /** A write that could not be made: it waits again, unless a later one of its key does, and goes first when there is no room. */
    synchronized void giveBack(String key, W write) {
        W later = waiting.get(key);
        if (later != null) {
            waiting.put(key, merged.apply(write, later));
        } else if (waiting.size() < maxWrites) {
            waiting.put(key, write);
        } else {
            onDropped.run();
        }
    }

    /** What waits, in the order in which it came; waits a while when nothing does. */
    List<W> take(int atMost, long patienceMillis) throws InterruptedException {
        if (size() == 0 && !isClosed() && arrivals.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
            arrivals.drainPermits();
        }
        return remove(atMost);
    }

    private synchronized List<W> remove(int atMost) {
        List<W> taken = new ArrayList<>(Math.min(atMost, waiting.size()));
        for (Iterator<W> each = waiting.values().iterator(); each.hasNext() && taken.size() < atMost; each.remove()) {
            taken.add(each.next());
        }
        return taken;
    }

    /** Waits a while, for whoever cannot take anything now; true when it was closed meanwhile. */
    boolean pause(long millis) throws InterruptedException {
        return closed.await(millis, TimeUnit.MILLISECONDS);
    }

    synchronized int size() {
        return waiting.size();
    }

    /** From now on nobody waits in {@link #take}. */
    void close() {
        closed.countDown();
        arrivals.release();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }
}
