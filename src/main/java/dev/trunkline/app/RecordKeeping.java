package dev.trunkline.app;

import dev.trunkline.config.FarEndConfig;
import dev.trunkline.config.RecordsConfig;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.RecordRoutes;
import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.record.CostToday;
import dev.trunkline.record.Erasable;
import dev.trunkline.record.Erasable.Caller;
import dev.trunkline.record.Eraser;
import dev.trunkline.record.MemoryRecords;
import dev.trunkline.record.PriceTable;
import dev.trunkline.record.RecordSink;
import dev.trunkline.record.Records;
import dev.trunkline.record.store.RecordStore;
import dev.trunkline.record.store.StoreMeters;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who writes records of calls, who keeps them, and who erases them, as the configuration says. Thread-safe. */
final class RecordKeeping implements AutoCloseable {

    private static final int REMEMBERED = 1_000;
    private static final long MEGABYTE = 1_000_000;

    private final CallRecorder recorder;
    private final CostToday costToday;
    private final @Nullable RecordStore store;
    private final Records records;
    private final ExecutorService erasing = Executors.newSingleThreadExecutor(thread("record-eraser"));
    private final Eraser eraser;
    private final Set<String> ownNumbers;

    /**
     * Takes up what an earlier process has left; the data directory must be this process's own by now.
     *
     * @param leavesOutWords asked whenever somebody has said something
     * @param elsewhere where else callers leave traces
     */
    RecordKeeping(TrunklineConfig config, Metrics metrics, BooleanSupplier leavesOutWords, List<Erasable> elsewhere) {
        RecordsConfig records = config.records();
        PriceTable prices = prices(config);
        this.costToday = new CostToday(prices, Clock.systemUTC());
        this.recorder = new CallRecorder(Clock.systemUTC(), REMEMBERED, leavesOutWords, prices, new ToTheStore());
        this.store = store(records, metrics);
        this.records = store == null ? new MemoryRecords(recorder, System::nanoTime) : store;
        this.eraser = new Eraser(this::caller, places(elsewhere), this::live, Clock.systemUTC(), erasing);
        this.ownNumbers = config.routes().stream()
                .flatMap(route -> route.numbers().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The one who writes is made before the one who keeps: each needs the other. */
    private final class ToTheStore implements RecordSink {
        @Override
        public void began(CallRecord record) {
            if (store != null) {
                store.began(record);
            }
        }

        @Override
        public void ended(CallRecord record) {
            costToday.ended(record);
            if (store != null) {
                store.ended(record);
            }
        }
    }

    private static PriceTable prices(TrunklineConfig config) {
        RecordsConfig.Prices prices = config.records().prices();
        Set<String> embedded = config.farEnds().values().stream()
                .filter(farEnd -> farEnd.dialect() == FarEndConfig.Dialect.EMBEDDED)
                .map(FarEndConfig::name)
                .collect(Collectors.toCollection(HashSet::new));
        embedded.add(FarEndConfig.EMBEDDED);
        return new PriceTable(
                prices.currency(),
                prices.perCall(),
                prices.carrierPerMinute(),
                prices.farEndPerMinute(),
                prices.embeddedPerMinute(),
                embedded);
    }

    private @Nullable RecordStore store(RecordsConfig config, Metrics metrics) {
        if (config.folder() == null && config.databaseUrl() == null) {
            metrics.gauge(MetricName.RECORDS_WAITING, () -> 0);
            return null;
        }
        LongAdder written = new LongAdder();
        metrics.gauge(MetricName.RECORDS_WRITTEN, written::sum);
        StoreMeters meters = new StoreMeters() {
            @Override
            public void written(int records) {
                written.add(records);
            }

            @Override
            public void lost(String reason) {
                metrics.count(MetricName.RECORDS_LOST, reason);
            }
        };
        RecordStore opened = RecordStore.open(
                new RecordStore.Place(
                        config.folder(),
                        config.databaseUrl() == null
                                ? null
                                : config.databaseUrl().reveal(),
                        config.journalMegabytes() * MEGABYTE,
                        config.keepDays()),
                this::live,
                thread("records"),
                Clock.systemUTC(),
                meters);
        metrics.gauge(MetricName.RECORDS_WAITING, opened::waiting);
        return opened;
    }

    private static ThreadFactory thread(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private List<CallRecord> live() {
        return recorder.live(System.nanoTime());
    }

    /** Who tells what a caller's calls were comes last. */
    private List<Erasable> places(List<Erasable> elsewhere) {
        List<Erasable> places = new ArrayList<>(elsewhere);
        places.add(new Erasable() {
            @Override
            public String place() {
                return "memory";
            }

            @Override
            public long erase(Caller caller) {
                return recorder.forget(caller::has);
            }
        });
        if (store != null) {
            places.add(store);
        }
        return places;
    }

    /** As far as the store knows, and this process. */
    private CompletionStage<Caller> caller(String number) {
        CompletionStage<Caller> kept = store == null
                ? CompletableFuture.completedFuture(new Caller(number, Set.of(), Set.of()))
                : store.caller(number);
        return kept.thenApply(known -> {
            Set<String> sids = new HashSet<>(known.callSids());
            Set<String> groups = new HashSet<>(known.chatGroupIds());
            recorder.all(System.nanoTime()).stream()
                    .filter(record -> !record.isLive() && known.has(record))
                    .forEach(record -> {
                        sids.add(record.callSid());
                        groups.addAll(record.chatGroupIds());
                    });
            return new Caller(number, sids, groups);
        });
    }

    /** Hears what happens in calls. */
    CallRecorder recorder() {
        return recorder;
    }

    /** What the calls that have ended today cost, or null when nobody has said what anything costs. */
    @Nullable
    Double costToday() {
        return costToday.amount();
    }

    /** Adds what operators ask of records. */
    void contribute(Routes.Builder routes, AdminGate gate) {
        new RecordRoutes(new RecordRoutes.Sources(records, this::remembered, eraser::erase, this::isOwn))
                .contribute(routes, gate);
    }

    private @Nullable CallRecord remembered(String callSid) {
        CallRecord record = recorder.find(callSid, System.nanoTime());
        return record == null || record.isLive() ? null : record;
    }

    private boolean isOwn(String number) {
        return ownNumbers.contains(PhoneAddress.of(number).text());
    }

    /** Writes what is left, for some seconds at most. */
    @Override
    public void close() {
        erasing.shutdown();
        if (store != null) {
            store.close();
        }
    }
}
