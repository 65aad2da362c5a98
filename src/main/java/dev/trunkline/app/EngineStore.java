package dev.trunkline.app;

import dev.trunkline.config.EngineConfig;
import dev.trunkline.engine.EngineStores;
import dev.trunkline.engine.archive.FileRecordings;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.store.EngineTables;
import dev.trunkline.engine.store.Retention;
import dev.trunkline.engine.store.SqlHistory;
import dev.trunkline.engine.store.SqlResources;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.record.Erasable;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine remembers with: a database of the operator's, or this process's memory. Thread-safe. */
final class EngineStore implements AutoCloseable {

    private static final int WORKERS = 4;
    private static final long MEGABYTE = 1_000_000;
    private static final long OPENING_SECONDS = 3;
    private static final long ERASING_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(EngineStore.class);

    private final Database database;
    private final SqlHistory history;
    private final BoundedExecutor workers;
    private final @Nullable FileRecordings recordings;
    private final SqlResources resources;
    private volatile CompletableFuture<Void> opening = CompletableFuture.completedFuture(null);

    private EngineStore(Database database, Retention retention, @Nullable FileRecordings recordings) {
        this.database = database;
        this.history = new SqlHistory(database, retention, InstantSource.system());
        this.workers = new BoundedExecutor("engine-store", WORKERS);
        this.recordings = recordings;
        this.resources = new SqlResources(database, workers, InstantSource.system());
    }

    /**
     * Opens everything.
     *
     * @throws IOException when the database cannot be used, or the folder cannot be written to; the message says which
     */
    static EngineStore open(EngineConfig.Store config) throws IOException {
        Path folder = config.recordings();
        FileRecordings recordings = folder == null
                ? null
                : FileRecordings.in(folder, config.recordingsMegabytes() * MEGABYTE, InstantSource.system());
        try {
            return config.url() == null
                    ? new EngineStore(EngineTables.inMemory(), Retention.IN_MEMORY, recordings)
                    : new EngineStore(EngineTables.open(config.url().reveal()), Retention.EVERYTHING, recordings);
        } catch (IOException e) {
            if (recordings != null) {
                recordings.close();
            }
            throw e;
        }
    }

    EngineStores stores() {
        return new EngineStores(history, recordings == null ? Recordings.OFF : recordings, resources);
    }

    /** Opens, in the background, what the first chat would wait for. */
    CompletableFuture<Void> warmUp() {
        CompletableFuture<Void> opened = workers.submit(() -> {
            database.open();
            return null;
        });
        opening = opened;
        return opened;
    }

    /** What the engine keeps of a caller's conversations. */
    Erasable chats() {
        return new Erasable() {
            @Override
            public String place() {
                return "chats";
            }

            @Override
            public long erase(Caller caller) throws IOException {
                if (caller.chatGroupIds().isEmpty() && caller.callSids().isEmpty()) {
                    return 0;
                }
                // By the call as well: of a chat that lost to another, opened beside it, nobody knows the group.
                List<String> chatIds = answer(history.chatIds(caller.chatGroupIds(), caller.callSids()));
                if (recordings != null) {
                    answer(recordings.erase(chatIds));
                }
                // Last, because only the chats tell whose the recordings are: who asks again finds what is left.
                return answer(history.erase(chatIds));
            }
        };
    }

    private static <T> T answer(CompletableFuture<T> asked) throws IOException {
        return Erasable.await(asked, ERASING_SECONDS, "the engine's store does not answer");
    }

    /** Events that could not be written. */
    int lostEvents() {
        return (int) Math.min(Integer.MAX_VALUE, history.lost());
    }

    @Override
    public void close() {
        history.close();
        try {
            // The database is noisy when it is interrupted while it opens.
            opening.exceptionally(failed -> null).get(OPENING_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().setCause(e).log("closed before it was open");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.close();
        if (recordings != null) {
            recordings.close();
        }
        database.close();
    }
}
