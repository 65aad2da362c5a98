package dev.trunkline.record.store;

import dev.trunkline.record.CallRecord;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records from the calls' loops, and has them on disk within moments: as many at a time as have come, with one wait for the
 * disk. Once a minute it notes how the live calls stand. Where there is no journal, or it takes nothing, records wait in memory.
 * {@link #put} is thread-safe and never waits; the rest is its own thread's.
 */
final class JournalWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final int MAX_COMING = 10_000;
    private static final int BATCH = 256;
    private static final long LOOK_MILLIS = 250;
    private static final long LIVE_MILLIS = 60_000;
    private static final long WARN_MILLIS = 60_000;

    private final @Nullable RecordJournal journal;
    private final MemoryBacklog memory;
    private final Supplier<List<CallRecord>> live;
    private final InstantSource clock;
    private final Consumer<CallRecord> onKept;
    private final Consumer<String> onLost;
    private final BlockingQueue<Item> coming = new ArrayBlockingQueue<>(MAX_COMING);
    private volatile boolean closing;
    private long notedMillis;
    private long warnedMillis;

    /** @param passed is told when everything before it has been kept; with a record there is none */
    private record Item(
            @Nullable CallRecord record, @Nullable CompletableFuture<Void> passed) {}

    /**
     * @param live the records of the calls that are live
     * @param onKept is given each record of a call that has ended, when it waits for the database
     * @param onLost is told why a record is lost
     */
    JournalWriter(
            @Nullable RecordJournal journal,
            MemoryBacklog memory,
            Supplier<List<CallRecord>> live,
            InstantSource clock,
            Consumer<CallRecord> onKept,
            Consumer<String> onLost) {
        this.journal = journal;
        this.memory = memory;
        this.live = live;
        this.clock = clock;
        this.onKept = onKept;
        this.onLost = onLost;
        this.notedMillis = clock.millis();
    }

    void put(CallRecord record) {
        boolean isWorthIt = journal != null || !record.isLive();
        if (isWorthIt && !coming.offer(new Item(record, null)) && !record.isLive()) {
            onLost.accept("queue_full");
        }
    }

    /** Done when all that was put before is kept, or lost. */
    CompletableFuture<Void> flushed() {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        if (!coming.offer(new Item(null, passed))) {
            passed.completeExceptionally(new IOException("too many records wait for the disk"));
        }
        return passed;
    }

    /** It ends when what has come is kept. */
    void close() {
        closing = true;
    }

    @Override
    public void run() {
        try {
            while (!closing || !coming.isEmpty()) {
                Item first = coming.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                List<Item> items = new ArrayList<>();
                if (first != null) {
                    items.add(first);
                    coming.drainTo(items, BATCH - 1);
                }
                keep(items);
                noteLive();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants this to end at once
        }
    }

    private void keep(List<Item> items) {
        List<CallRecord> records = new ArrayList<>();
        items.forEach(item -> {
            if (item.record != null) {
                records.add(item.record);
            }
        });
        try {
            if (!records.isEmpty()) {
                keepRecords(records);
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("records failed");
            records.stream().filter(record -> !record.isLive()).forEach(record -> onLost.accept("refused"));
        }
        items.forEach(item -> {
            if (item.passed != null) {
                item.passed.complete(null);
            }
        });
    }

    private void keepRecords(List<CallRecord> records) {
        boolean isOnDisk = append(records);
        for (CallRecord record : records) {
            if (record.isLive()) {
                continue;
            }
            if (isOnDisk || memory.add(record)) {
                onKept.accept(record);
            } else {
                onLost.accept("journal_full");
            }
        }
    }

    private boolean append(List<CallRecord> records) {
        RecordJournal to = journal;
        if (to == null) {
            return false;
        }
        try {
            if (to.isSegmentFull()) {
                to.turnOver(payloads(live.get()));
            }
            to.append(payloads(records));
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    /** While the database takes everything: else the journal would fill with what calls were like once. */
    private void noteLive() {
        long nowMillis = clock.millis();
        RecordJournal to = journal;
        if (to == null || nowMillis - notedMillis < LIVE_MILLIS) {
            return;
        }
        notedMillis = nowMillis;
        try {
            if (to.isRead()) {
                to.turnOver(payloads(live.get()));
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private static List<byte[]> payloads(List<CallRecord> records) {
        return records.stream().map(RecordJson::write).toList();
    }

    private void failed(IOException why) {
        long nowMillis = clock.millis();
        if (warnedMillis == 0 || nowMillis - warnedMillis >= WARN_MILLIS) {
            warnedMillis = nowMillis;
            LOG.atWarn()
                    .addKeyValue("why", why.toString())
                    .log(
                            "the records' journal cannot be written: records wait in memory, and would not survive a crash");
        }
    }
}
