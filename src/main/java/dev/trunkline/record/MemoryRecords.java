package dev.trunkline.record;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Those that this process remembers, for whoever keeps no others: the newest ones, gone with it. Thread-safe. */
public final class MemoryRecords implements Records {

    private final CallRecorder recorder;
    private final LongSupplier nanoTime;

    /** @param nanoTime the clock of the recorder's calls */
    public MemoryRecords(CallRecorder recorder, LongSupplier nanoTime) {
        this.recorder = recorder;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<RecordPage<CallSummary>> search(RecordQuery query) {
        return page(query, CallSummary::of);
    }

    @Override
    public CompletionStage<RecordPage<CallRecord>> read(RecordQuery query) {
        return page(query, Function.identity());
    }

    @Override
    public CompletionStage<@Nullable CallRecord> find(String callSid) {
        CallRecord record = recorder.find(callSid, nanoTime.getAsLong());
        return CompletableFuture.completedFuture(record == null || record.isLive() ? null : record);
    }

    private <T> CompletionStage<RecordPage<T>> page(RecordQuery query, Function<CallRecord, T> shown) {
        List<CallRecord> found = recorder.all(nanoTime.getAsLong()).stream()
                .filter(record -> !record.isLive() && query.matches(record))
                .sorted(Comparator.comparing(RecordQuery.Cursor::of).reversed())
                .limit(query.limit() + 1L)
                .toList();
        RecordPage<CallRecord> page = RecordPage.of(found, query.limit(), RecordQuery.Cursor::of);
        return CompletableFuture.completedFuture(
                new RecordPage<>(page.records().stream().map(shown).toList(), page.next()));
    }
}
