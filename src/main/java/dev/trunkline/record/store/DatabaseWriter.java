package dev.trunkline.record.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.Erasable;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what waits into the database, on a thread of its own, for as long as it takes: a database that is away, slow or full is tried
 * again and again. A record that it refuses while it takes others is lost, and counted. Deletes what is old, and what is to be erased.
 * Its methods but {@link #run} are thread-safe.
 */
final class DatabaseWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWriter.class);
    private static final int BATCH = 200;

    /** Two nodes may write parts of one call: whoever has not seen the other's part fails, and tries again. */
    private static final TransactionIsolationLevel ISOLATION = TransactionIsolationLevel.REPEATABLE_READ;

    private static final long LOOK_MILLIS = 500;
    private static final long[] AGAIN_MILLIS = {500, 1_000, 2_000, 5_000};
    private static final long WARN_MILLIS = 60_000;
    private static final long OLD_MILLIS = Duration.ofHours(1).toMillis();

    private final RecordDatabase database;
    private final @Nullable RecordJournal journal;
    private final MemoryBacklog memory;
    private final InstantSource clock;
    private final int keepDays;
    private final StoreMeters meters;
    private final Semaphore arrivals = new Semaphore(0);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean closing;
    private boolean isOpened;
    private int failures; // in a row
    private long oldMillis;
    private long warnedMillis;

    /**
     * @param keepDays calls that began so long ago are deleted; 0: none
     */
    DatabaseWriter(
            RecordDatabase database,
            @Nullable RecordJournal journal,
            MemoryBacklog memory,
            InstantSource clock,
            int keepDays,
            StoreMeters meters) {
        this.database = database;
        this.journal = journal;
        this.memory = memory;
        this.clock = clock;
        this.keepDays = keepDays;
        this.meters = meters;
    }

    /** So many more wait. */
    void arrived(int records) {
        waiting.addAndGet(records);
        if (arrivals.availablePermits() == 0) {
            arrivals.release();
        }
    }

    long waiting() {
        return waiting.get();
    }

    /** Does something on this thread, between two batches. */
    <T> CompletableFuture<T> between(Callable<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        arrivals.release();
        return done;
    }

    /** It ends when nothing waits, or the database takes nothing. */
    void close() {
        closing = true;
        arrivals.release();
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (!closing || (more && failures == 0)) {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                more = writeSome();
                if (!more || failures > 0) {
                    long millis =
                            failures == 0 ? LOOK_MILLIS : AGAIN_MILLIS[Math.min(failures, AGAIN_MILLIS.length) - 1];
                    if (arrivals.tryAcquire(closing ? 0 : millis, TimeUnit.MILLISECONDS)) {
                        arrivals.drainPermits();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants this to end at once
        }
    }

    /** Whether there was something to do. */
    private boolean writeSome() {
        try {
            RecordJournal.Unread unread = journal == null ? null : journal.read();
            List<CallRecord> inMemory = memory.first(BATCH);
            boolean isIdle = isOpened && unread == null && inMemory.isEmpty() && !isTimeForTheOld();
            boolean more = !isIdle && writeAll(database.open(), unread, inMemory);
            dropFinished();
            if (failures > 0) {
                LOG.atInfo().log("the database of records is written again");
            }
            failures = 0;
            return more;
        } catch (IOException | RuntimeException e) {
            failures++;
            failed(e);
            return true;
        }
    }

    private boolean writeAll(Database open, RecordJournal.@Nullable Unread unread, List<CallRecord> inMemory) {
        isOpened = true;
        if (journal != null && unread != null) {
            List<CallRecord> ended = ended(unread.payloads());
            write(open, ended);
            journal.done(unread);
            waiting.addAndGet(-ended.size());
        }
        write(open, inMemory);
        memory.remove(inMemory);
        waiting.addAndGet(-inMemory.size());
        boolean hasOld = isTimeForTheOld() && deleteOld(open);
        return unread != null || !inMemory.isEmpty() || hasOld;
    }

    static List<CallRecord> ended(List<byte[]> payloads) {
        List<CallRecord> ended = new ArrayList<>();
        for (byte[] payload : payloads) {
            try {
                CallRecord record = RecordJson.read(payload);
                if (!record.isLive()) {
                    ended.add(record);
                }
            } catch (JsonProcessingException e) {
                LOG.atWarn().log("the records' journal has something that is no record");
            }
        }
        return ended;
    }

    private void write(Database open, List<CallRecord> records) {
        Jdbi jdbi = open.jdbi(); // what this throws is the database's fault
        for (int from = 0; from < records.size(); from += BATCH) {
            List<CallRecord> some = records.subList(from, Math.min(records.size(), from + BATCH));
            try {
                jdbi.useTransaction(ISOLATION, sql -> RecordTables.write(sql, some));
                meters.written(some.size());
            } catch (RuntimeException e) {
                if (isOfTheDatabase(e)) {
                    throw e;
                }
                writeOneByOne(jdbi, some);
            }
        }
    }

    /** Whether it helps to try again later. What our own code throws is about a record, and holds up no other. */
    private static boolean isOfTheDatabase(RuntimeException e) {
        return e instanceof JdbiException refused && !Refusal.isOfTheRecord(refused);
    }

    private void writeOneByOne(Jdbi jdbi, List<CallRecord> records) {
        for (CallRecord record : records) {
            try {
                jdbi.useTransaction(ISOLATION, sql -> RecordTables.write(sql, List.of(record)));
                meters.written(1);
            } catch (RuntimeException e) {
                if (isOfTheDatabase(e)) {
                    throw e;
                }
                meters.lost("refused");
                LOG.atWarn()
                        .addKeyValue("callSid", record.callSid())
                        .addKeyValue(
                                "cause",
                                e instanceof JdbiException refused
                                        ? Refusal.state(refused)
                                        : e.getClass().getSimpleName())
                        .log("the database refuses a record");
            }
        }
    }

    private void dropFinished() throws IOException {
        if (journal != null && journal.hasFinished()) {
            Database open = database.open();
            open.jdbi().useHandle(sql -> RecordTables.settle(sql, open));
            journal.dropFinished();
        }
    }

    private boolean isTimeForTheOld() {
        return keepDays > 0 && clock.millis() - oldMillis >= OLD_MILLIS;
    }

    /** Whether more are left. */
    private boolean deleteOld(Database open) {
        long beforeMillis = clock.millis() - Duration.ofDays(keepDays).toMillis();
        boolean isDone = open.jdbi().inTransaction(sql -> RecordTables.deleteOld(sql, beforeMillis)) == 0;
        oldMillis = isDone ? clock.millis() : oldMillis;
        return !isDone;
    }

    /**
     * Erases somebody's calls from memory, journal and database; how many those were. On this thread, and after all that was put has
     * been kept.
     */
    long erase(String number) throws IOException, SQLException {
        boolean more = true;
        while (more && failures == 0) {
            more = writeSome();
        }
        if (failures > 0) {
            throw new IOException("the database of records cannot be reached");
        }
        Database open = database.open();
        Erasable.Caller caller = open.jdbi().withHandle(sql -> RecordTables.caller(sql, number));
        Set<String> sids = new HashSet<>(caller.callSids());
        if (journal != null) {
            journal.erase(payload -> isOf(caller, payload, sids));
        }
        open.jdbi().useTransaction(sql -> RecordTables.delete(sql, caller));
        if (!sids.isEmpty()) {
            open.writeAnew();
        }
        return sids.size();
    }

    private static boolean isOf(Erasable.Caller caller, byte[] payload, Set<String> sids) {
        try {
            CallRecord record = RecordJson.read(payload);
            boolean isTheirs = caller.has(record);
            if (isTheirs) {
                sids.add(record.callSid());
            }
            return isTheirs;
        } catch (JsonProcessingException e) {
            return true; // nobody knows whose it is
        }
    }

    private void failed(Exception why) {
        long nowMillis = clock.millis();
        if (warnedMillis == 0 || nowMillis - warnedMillis >= WARN_MILLIS) {
            warnedMillis = nowMillis;
            LOG.atWarn()
                    .addKeyValue("waiting", waiting.get())
                    .addKeyValue("cause", Refusal.state(why))
                    .log("the database of records takes nothing: they wait");
        }
    }
}
