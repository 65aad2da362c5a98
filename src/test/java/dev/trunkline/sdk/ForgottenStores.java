package dev.trunkline.sdk;

import dev.trunkline.engine.EngineStores;
import dev.trunkline.engine.archive.FileRecordings;
import dev.trunkline.engine.store.EngineTables;
import dev.trunkline.engine.store.Retention;
import dev.trunkline.engine.store.SqlHistory;
import dev.trunkline.engine.store.SqlResources;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.store.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Everything an engine keeps, for as long as one test. */
final class ForgottenStores implements AutoCloseable {

    private static final long MAX_RECORDED_BYTES = 100_000_000;

    private final Database database = EngineTables.inMemory();
    private final BoundedExecutor workers = new BoundedExecutor("sdk-store", 2);
    private final SqlHistory history = new SqlHistory(database, Retention.IN_MEMORY, InstantSource.system());
    private final FileRecordings recordings;

    ForgottenStores(Path directory) throws IOException {
        recordings = FileRecordings.in(directory, MAX_RECORDED_BYTES, InstantSource.system());
    }

    EngineStores stores() {
        return new EngineStores(history, recordings, new SqlResources(database, workers, InstantSource.system()));
    }

    @Override
    public void close() {
        recordings.close();
        history.close();
        workers.close();
        database.close();
    }
}
