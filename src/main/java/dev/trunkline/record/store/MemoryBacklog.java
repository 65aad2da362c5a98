package dev.trunkline.record.store;

import dev.trunkline.record.CallRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Records that wait for the database where there is no journal, or it takes nothing: bounded, gone with the process. Thread-safe. */
final class MemoryBacklog {

    private static final int MAX_RECORDS = 5_000;

    private final Deque<CallRecord> waiting = new ArrayDeque<>();

    /** False when there is no room. */
    synchronized boolean add(CallRecord record) {
        if (waiting.size() >= MAX_RECORDS) {
            return false;
        }
        waiting.add(record);
        return true;
    }

    /** The oldest of them; they stay until they are {@link #remove removed}. */
    synchronized List<CallRecord> first(int atMost) {
        return waiting.stream().limit(atMost).toList();
    }

    synchronized void remove(List<CallRecord> done) {
        done.forEach(waiting::remove);
    }

    synchronized int size() {
        return waiting.size();
    }
}
