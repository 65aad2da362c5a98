package dev.trunkline.record.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallSummary;
import dev.trunkline.record.Erasable;
import dev.trunkline.record.Eraser;
import dev.trunkline.record.RecordPage;
import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.RecordSink;
import dev.trunkline.record.Records;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the records of calls so that they outlive this process. A record goes from a call's loop into a queue; from there, by one thread,
 * onto the disk; from there, by another, into the database. No call waits for either. Thread-safe.
 */
public final class RecordStore implements RecordSink, Records, Erasable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordStore.class);
    private static final String DATABASE_FILE = "records";
    private static final String JOURNAL_FOLDER = "journal";
    private static final int READERS = 2;
    private static final int WAITING_READERS = 64;
    private static final long CLOSE_MILLIS = 3_000;
    private static final long ERASE_SECONDS = 120;

    private final RecordDatabase database;
    private final @Nullable RecordJournal journal;
    private final MemoryBacklog memory = new MemoryBacklog();
    private final JournalWriter journalWriter;
    private final DatabaseWriter databaseWriter;
    private final ThreadPoolExecutor readers;
    private final Thread journalThread;
    private final Thread databaseThread;
    private final StoreMeters meters;

    /**
     * Where records are kept.
     *
     * @param folder of the journal, and of a database file if there is no other; null for none: then what waits is gone with the
     *     process
     * @param databaseUrl of a PostgreSQL; null for the file
     * @param journalBytes the most that may wait on disk
     * @param keepDays how long they are kept; 0: until they are erased
     */
    public record Place(@Nullable Path folder, @Nullable String databaseUrl, long journalBytes, int keepDays) {

        private Database open() throws IOException {
            if (databaseUrl != null) {
                return RecordTables.open(databaseUrl);
            }
            if (folder == null) {
                throw new IllegalStateException("neither a folder nor a database");
            }
            return RecordTables.inFile(folder.resolve(DATABASE_FILE));
        }
    }

    private RecordStore(
            Place place,
            RecordDatabase database,
            Supplier<List<CallRecord>> live,
            ThreadFactory threads,
            InstantSource clock,
            StoreMeters meters) {
        this.database = database;
        this.meters = meters;
        Map<String, CallRecord> interrupted = new LinkedHashMap<>();
        int[] ended = new int[1];
        this.journal = journal(place, payload -> {
            CallRecord record = read(payload);
            if (record != null && record.isLive()) {
                interrupted.put(record.callSid(), record);
            } else if (record != null) {
                interrupted.remove(record.callSid());
                ended[0]++;
            }
        });
        this.databaseWriter = new DatabaseWriter(database, journal, memory, clock, place.keepDays(), meters);
        this.journalWriter =
                new JournalWriter(journal, memory, live, clock, record -> databaseWriter.arrived(1), meters::lost);
        databaseWriter.arrived(ended[0] + keep(interrupted.values()));
        this.readers = new ThreadPoolExecutor(
                READERS, READERS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_READERS), threads);
        this.journalThread = threads.newThread(journalWriter);
        this.databaseThread = threads.newThread(databaseWriter);
        if (ended[0] > 0 || !interrupted.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("waiting", ended[0])
                    .addKeyValue("interrupted", interrupted.size())
                    .log("records of an earlier process found");
        }
    }

    /**
     * Takes up what an earlier process has left, and begins to write. The database is reached in the background, now or later.
     *
     * @param live the records of the calls that are live, which are noted now and then
     * @param threads makes those that write and read
     */
    public static RecordStore open(
            Place place,
            Supplier<List<CallRecord>> live,
            ThreadFactory threads,
            InstantSource clock,
            StoreMeters meters) {
        return open(place, place::open, live, threads, clock, meters);
    }

    static RecordStore open(
            Place place,
            RecordDatabase.Opening opening,
            Supplier<List<CallRecord>> live,
            ThreadFactory threads,
            InstantSource clock,
            StoreMeters meters) {
        RecordStore store = new RecordStore(place, new RecordDatabase(opening), live, threads, clock, meters);
        store.journalThread.start();
        store.databaseThread.start();
        return store;
    }

    /** Before anything of theirs is deleted. */
    private int keep(Collection<CallRecord> interrupted) {
        List<CallRecord> died = interrupted.stream().map(CallRecord::died).toList();
        try {
            if (journal != null && !died.isEmpty()) {
                journal.append(died.stream().map(RecordJson::write).toList());
            }
        } catch (IOException e) {
            died.forEach(memory::add);
        }
        return died.size();
    }

    /** A disk that cannot be written is no reason not to take calls. */
    private static @Nullable RecordJournal journal(Place place, Consumer<byte[]> left) {
        Path folder = place.folder();
        if (folder == null) {
            return null;
        }
        try {
            return new RecordJournal(folder.resolve(JOURNAL_FOLDER), place.journalBytes(), left);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("why", e.toString())
                    .log("the records' journal cannot be used: records wait in memory, and would not survive a crash");
            return null;
        }
    }

    private static @Nullable CallRecord read(byte[] payload) {
        try {
            return RecordJson.read(payload);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    @Override
    public void began(CallRecord record) {
        journalWriter.put(record);
    }

    @Override
    public void ended(CallRecord record) {
        journalWriter.put(record);
    }

    /** How many records of calls that have ended are not in the database yet. */
    public long waiting() {
        return databaseWriter.waiting();
    }

    /** Done when all that was given before is on disk, or lost. */
    public CompletableFuture<Void> flushed() {
        return journalWriter.flushed();
    }

    @Override
    public CompletionStage<RecordPage<CallSummary>> search(RecordQuery query) {
        return ask((sql, search) -> search.search(sql, query));
    }

    @Override
    public CompletionStage<RecordPage<CallRecord>> read(RecordQuery query) {
        return ask((sql, search) -> search.read(sql, query));
    }

    @Override
    public CompletionStage<@Nullable CallRecord> find(String callSid) {
        return ask((sql, search) -> search.find(sql, callSid));
    }

    private <T extends @Nullable Object> CompletionStage<T> ask(BiFunction<Handle, RecordSearch, T> question) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            Database open = database.opened();
                            RecordSearch search = new RecordSearch(open.isPostgreSql());
                            return open.jdbi().withHandle(sql -> question.apply(sql, search));
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    },
                    readers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Which calls are somebody's, as far as the database knows; fails with {@link Eraser.NotOneCaller}. */
    public CompletionStage<Caller> caller(String number) {
        return ask((sql, search) -> {
            if (RecordTables.isCalledByMany(sql, number)) {
                throw new Eraser.NotOneCaller();
            }
            return RecordTables.caller(sql, number);
        });
    }

    @Override
    public String place() {
        return "records";
    }

    @Override
    public long erase(Caller caller) throws IOException {
        String trouble = "the database of records did not erase them";
        Erasable.await(flushed(), ERASE_SECONDS, trouble);
        CompletableFuture<Long> erased = databaseWriter.between(() -> databaseWriter.erase(caller.number()));
        return Erasable.await(erased, ERASE_SECONDS, trouble);
    }

    /** Writes what is left, for some seconds at most; what the database does not take by then is in the journal. */
    @Override
    public void close() {
        journalWriter.close();
        join(journalThread);
        databaseWriter.close();
        join(databaseThread);
        readers.shutdownNow();
        for (int i = memory.size(); i > 0; i--) {
            meters.lost("closed");
        }
        if (journal != null) {
            close(journal);
        }
        database.close();
    }

    private void close(RecordJournal left) {
        try {
            left.close();
            if (left.isRead() && !databaseThread.isAlive()) {
                Database open = database.opened();
                open.jdbi().useHandle(sql -> RecordTables.settle(sql, open));
                left.dropFinished();
            }
        } catch (IOException | RuntimeException e) {
            LOG.atInfo().addKeyValue("cause", Refusal.state(e)).log("the records' journal is left as it is");
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
