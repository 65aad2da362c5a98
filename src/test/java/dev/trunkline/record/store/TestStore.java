package dev.trunkline.record.store;

import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallSummary;
import dev.trunkline.record.RecordPage;
import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.SomeCalls;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A store of records, and what it says of itself. */
final class TestStore implements AutoCloseable {

    static final long ROOM = 50_000_000;
    private static final long SECONDS = 60;

    final List<CallRecord> live = new CopyOnWriteArrayList<>();
    final List<String> lost = new CopyOnWriteArrayList<>();
    final RecordStore store;

    TestStore(RecordStore.Place place, RecordDatabase.Opening opening) {
        store = RecordStore.open(
                place,
                opening,
                () -> List.copyOf(live),
                task -> {
                    Thread thread = new Thread(task, "records-test");
                    thread.setDaemon(true);
                    return thread;
                },
                InstantSource.fixed(SomeCalls.BEGINNING.plusSeconds(86_400)),
                new StoreMeters() {
                    @Override
                    public void written(int records) {}

                    @Override
                    public void lost(String reason) {
                        lost.add(reason);
                    }
                });
    }

    /** With a journal and an H2 file. */
    static TestStore in(Path folder) {
        return new TestStore(place(folder, ROOM), () -> RecordTables.inFile(folder.resolve("records")));
    }

    static RecordStore.Place place(@Nullable Path folder, long journalBytes) {
        return new RecordStore.Place(folder, null, journalBytes, 0);
    }

    /** A database that is away. */
    @SuppressWarnings("DoNotCallSuggester") // a reference to it is what a store opens
    static Database away() throws IOException {
        throw new IOException("nobody is there");
    }

    List<String> sids() throws Exception {
        RecordPage<CallSummary> page =
                store.search(RecordQuery.all(1_000)).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        return page.records().stream().map(CallSummary::callSid).toList();
    }

    /** How many are in the database; 0 while nobody can tell. */
    int written() throws Exception {
        try {
            return sids().size();
        } catch (ExecutionException e) {
            return 0;
        }
    }

    @Nullable
    CallRecord find(String sid) throws Exception {
        return store.find(sid).toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until all that was put is on disk. */
    void flush() throws Exception {
        store.flushed().get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        store.close();
    }
}
