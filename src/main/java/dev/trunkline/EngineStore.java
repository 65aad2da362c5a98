package dev.trunkline;

import dev.trunkline.config.EngineConfig;
import dev.trunkline.engine.EngineStores;
import dev.trunkline.engine.archive.FileRecordings;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.store.Database;
import dev.trunkline.engine.store.Retention;
import dev.trunkline.engine.store.SqlHistory;
import dev.trunkline.engine.store.SqlResources;
import dev.trunkline.net.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the engine remembers with: a database of the operator's, or this process's memory. Thread-safe. */
final class EngineStore implements AutoCloseable {

    private static final int WORKERS = 4;
    private static final long MEGABYTE = 1_000_000;

    private final Database database;
    private final SqlHistory history;
    private final Workers workers;
    private final @Nullable FileRecordings recordings;
    private final SqlResources resources;

    private EngineStore(Database database, Retention retention, @Nullable FileRecordings recordings) {
        this.database = database;
        this.history = new SqlHistory(database, retention, InstantSource.system());
        this.workers = new Workers("engine-store", WORKERS);
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
                    ? new EngineStore(Database.inMemory(), Retention.IN_MEMORY, recordings)
                    : new EngineStore(Database.open(config.url().reveal()), Retention.EVERYTHING, recordings);
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
        return workers.submit(() -> {
            database.open();
            return null;
        });
    }

    /** Events that could not be written. */
    int lostEvents() {
        return (int) Math.min(Integer.MAX_VALUE, history.lost());
    }

    @Override
    public void close() {
        history.close();
        workers.close();
        if (recordings != null) {
            recordings.close();
        }
        database.close();
    }
}
