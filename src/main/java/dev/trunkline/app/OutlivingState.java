package dev.trunkline.app;

import dev.trunkline.bridge.FleetCounts;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.Secret;
import dev.trunkline.config.StateConfig;
import dev.trunkline.continuity.BothStores;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.CallStateStore;
import dev.trunkline.continuity.FarEndOpinions;
import dev.trunkline.continuity.JournalStateStore;
import dev.trunkline.continuity.OneTimeUses;
import dev.trunkline.continuity.OneTimeUses.Use;
import dev.trunkline.continuity.RedisPlace;
import dev.trunkline.continuity.RedisStores;
import dev.trunkline.continuity.StateMeters;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.record.Erasable;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What outlives this process, or is shared with others, as the configuration says; without it nothing is. Thread-safe. */
final class OutlivingState implements AutoCloseable {

    private static final String FOLDER = "calls"; // of the data directory
    private static final Duration TOKEN_REMEMBERED = Duration.ofMinutes(10);
    private static final Duration CONNECTS = Duration.ofSeconds(2);
    private static final long ERASES_SECONDS = 30;
    private static final int NODE_BYTES = 8;

    private final @Nullable JournalStateStore journal;
    private final @Nullable RedisStores redis;
    private final CallStateStore store;
    private final CallMemory memory;
    private final FleetCounts counts;

    private OutlivingState(@Nullable JournalStateStore journal, @Nullable RedisStores redis, String node) {
        this.journal = journal;
        this.redis = redis;
        CallStateStore own = journal == null ? CallStateStore.NONE : journal;
        this.store = redis == null ? own : journal == null ? redis.calls() : new BothStores(own, redis.calls());
        this.memory = new CallMemory(store, node, InstantSource.system());
        this.counts = redis == null
                ? FleetCounts.ofOneNode()
                : FleetCounts.of(redis.counts(), redis.seats(), System::nanoTime);
    }

    /**
     * Opens the journal, and connects to Redis if that takes no longer than two seconds; else it goes on trying.
     *
     * @throws ConfigException when another process has the data directory
     */
    static OutlivingState open(StateConfig config, Metrics metrics) throws ConfigException {
        byte[] random = new byte[NODE_BYTES];
        new SecureRandom().nextBytes(random);
        String node = HexFormat.of().formatHex(random);
        StateMeters meters = meters(metrics);
        JournalStateStore journal = journal(config.directory(), meters);
        StateConfig.Redis place = config.redis();
        if (place == null) {
            return new OutlivingState(journal, null, node);
        }
        ClientTls tls = ClientTls.trusting(place.authorities());
        RedisStores redis = new RedisStores(
                new RedisPlace(
                        place.urls().stream().map(Secret::reveal).toList(),
                        place.isCluster(),
                        place.authorities().isEmpty() ? null : tls.trustManagers()),
                node,
                System::nanoTime,
                meters,
                thread("state-redis"));
        redis.awaitConnected(CONNECTS);
        return new OutlivingState(journal, redis, node);
    }

    private static @Nullable JournalStateStore journal(@Nullable Path directory, StateMeters meters)
            throws ConfigException {
        if (directory == null) {
            return null;
        }
        try {
            return JournalStateStore.open(
                    directory.resolve(FOLDER), InstantSource.system(), thread("state-journal"), meters);
        } catch (IOException e) {
            throw new ConfigException(
                    List.of("TRUNKLINE_DATA_DIR (data.directory) names a folder that another process uses;"
                            + " give each process its own"));
        }
    }

    private static ThreadFactory thread(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static StateMeters meters(Metrics metrics) {
        return new StateMeters() {
            @Override
            public void wrote(String store, String outcome) {
                metrics.count(MetricName.STATE_WRITES, store, outcome);
            }

            @Override
            public void asked(String outcome) {
                metrics.count(MetricName.STATE_QUESTIONS, outcome);
            }
        };
    }

    CallMemory memory() {
        return memory;
    }

    /** From now on what other nodes do with calls is told. */
    void listen(CallStateStore.Others others) {
        store.listen(others);
    }

    /** Whether a stream's token may be used: not when another node, or the process before this one, has used it. */
    CompletionStage<Boolean> mayUse(String tokenHash) {
        OneTimeUses before = journal == null ? OneTimeUses.NONE : journal;
        OneTimeUses elsewhere = redis == null ? OneTimeUses.NONE : redis.uses();
        return before.use(tokenHash, TOKEN_REMEMBERED)
                .thenCombine(
                        elsewhere.use(tokenHash, TOKEN_REMEMBERED),
                        (earlier, other) -> earlier != Use.AGAIN && other != Use.AGAIN);
    }

    /** What all nodes have counted, and which calls have seats, when there are others. */
    FleetCounts counts() {
        return counts;
    }

    /** What other nodes think of far ends. */
    FarEndOpinions opinions() {
        return redis == null ? FarEndOpinions.NONE : redis.opinions();
    }

    /** What is kept of a caller's calls that are over; whatever goes on is needed, and is erased when it is over. */
    Erasable callsOf(Predicate<String> isLive) {
        return new Erasable() {
            @Override
            public String place() {
                return "callStates";
            }

            @Override
            public long erase(Caller caller) throws IOException {
                caller.callSids().stream().filter(sid -> !isLive.test(sid)).forEach(store::erase);
                if (journal == null) {
                    return 0;
                }
                var erased = journal.eraseAll(
                        call -> !isLive.test(call.callSid()) && caller.isOf(call.callSid(), call.from(), call.to()));
                return Erasable.await(erased, ERASES_SECONDS, "the journal of calls cannot be written");
            }
        };
    }

    /** Writes what is left, for a short time. */
    @Override
    public void close() {
        store.close();
    }
}
