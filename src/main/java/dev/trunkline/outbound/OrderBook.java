package dev.trunkline.outbound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All orders, as far as they are, here and on the disk. Changed on one thread, read on any. */
final class OrderBook {

    private static final Logger LOG = LoggerFactory.getLogger(OrderBook.class);
    private static final long FORGET_EVERY_MILLIS = 60_000;

    private final OutboundJournal journal;
    private final DialHistory history = new DialHistory();
    private final Map<String, OrderEntry> entries = new ConcurrentHashMap<>();
    private final PriorityQueue<OrderEntry> waiting =
            new PriorityQueue<>(Comparator.comparingLong(OrderEntry::dueMillis)
                    .thenComparingLong(entry -> entry.order().orderedMillis()));
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private long forgotMillis;

    /** With what an earlier process has left in the journal. */
    OrderBook(OutboundJournal journal) {
        this.journal = journal;
        for (OrderEntry entry : journal.restored()) {
            entry.askedMillis().forEach(atMillis -> history.add(entry.order(), atMillis));
            put(entry);
        }
    }

    DialHistory history() {
        return history;
    }

    /** Any thread. */
    @Nullable
    OrderEntry find(String orderId) {
        return entries.get(orderId);
    }

    /** All of them, newest first. Any thread. */
    List<OrderEntry> all() {
        return entries.values().stream()
                .sorted(Comparator.comparingLong(
                                (OrderEntry entry) -> entry.order().orderedMillis())
                        .reversed())
                .toList();
    }

    /** How many wait. */
    int waiting() {
        return waiting.size();
    }

    /** Whose call there is, or may be, now. Any thread. */
    Set<String> underWay() {
        return Set.copyOf(underWay);
    }

    /** How many that are. Any thread. */
    int active() {
        return underWay.size();
    }

    /** Calls that are under way, and whose orders are called off. */
    List<String> calledOff() {
        List<String> sids = new ArrayList<>();
        for (OrderEntry entry : entries.values()) {
            if (entry.isUnderWay() && entry.calledOff() && entry.callSid() != null) {
                sids.add(entry.callSid());
            }
        }
        return sids;
    }

    /** Every call that some order has, or had last. */
    Set<String> callSids() {
        Set<String> sids = new HashSet<>();
        entries.values().forEach(entry -> {
            if (entry.callSid() != null) {
                sids.add(entry.callSid());
            }
        });
        return sids;
    }

    /** The one that has waited longest for its time, which has come; null when there is none. */
    @Nullable
    OrderEntry due(long nowMillis) {
        for (OrderEntry first = waiting.peek(); first != null; first = waiting.peek()) {
            if (!first.equals(entries.get(first.order().id()))) {
                waiting.remove(); // it has changed since
            } else {
                return first.dueMillis() <= nowMillis ? first : null;
            }
        }
        return null;
    }

    /**
     * Changes an order, if the disk takes it.
     *
     * @throws IOException when it does not: nothing has changed then
     */
    void commit(OrderEntry entry) throws IOException {
        journal.save(entry);
        put(entry);
    }

    /** Changes an order by what has happened, whether the disk takes it or not. */
    void note(OrderEntry entry) {
        put(entry);
        try {
            journal.save(entry);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("order", entry.order().id())
                    .addKeyValue("why", e.toString())
                    .log("what became of an outbound call could not be written down");
        }
    }

    /** Changes what an order waits for; after a crash that is found out again. */
    void put(OrderEntry entry) {
        String id = entry.order().id();
        OrderEntry before = entries.put(id, entry);
        if (before != null && before.stage() == OrderEntry.Stage.WAITING) {
            waiting.remove(before);
        }
        if (entry.isUnderWay()) {
            underWay.add(id);
        } else {
            underWay.remove(id);
        }
        if (entry.stage() == OrderEntry.Stage.WAITING) {
            waiting.add(entry);
        }
    }

    /**
     * Forgets all orders for a number, here and on the disk.
     *
     * @return how many there were
     * @throws IOException when one of them is under way, or the disk cannot be written
     */
    long erase(String number) throws IOException {
        List<OrderEntry> theirs = entries.values().stream()
                .filter(entry -> entry.order().to().equals(number))
                .toList();
        if (theirs.stream().anyMatch(OrderEntry::isUnderWay)) {
            throw new IOException("a call to this number is under way");
        }
        for (OrderEntry entry : theirs) {
            entries.remove(entry.order().id());
            journal.forget(entry.order().id());
        }
        history.erase(number);
        journal.compact();
        return theirs.size();
    }

    /** Forgets those that were over a day ago. */
    void forget(long nowMillis) {
        if (Math.abs(nowMillis - forgotMillis) < FORGET_EVERY_MILLIS) {
            return;
        }
        forgotMillis = nowMillis;
        history.forget(nowMillis);
        List<OrderEntry> old = entries.values().stream()
                .filter(entry -> entry.isOver() && nowMillis - entry.endedMillis() > DialHistory.DAY_MILLIS)
                .toList();
        for (OrderEntry entry : old) {
            entries.remove(entry.order().id());
            journal.forget(entry.order().id());
        }
    }

    void close() {
        journal.close();
    }
}
