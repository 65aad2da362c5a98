package dev.trunkline.record.store;

import dev.trunkline.store.Database;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The database of records, which need not be there when the process begins. Thread-safe. */
final class RecordDatabase implements AutoCloseable {

    private final Opening opening;
    private volatile @Nullable Database database;

    /** How it is reached. */
    @FunctionalInterface
    interface Opening {
        /** Blocks. */
        Database open() throws IOException;
    }

    RecordDatabase(Opening opening) {
        this.opening = opening;
    }

    /** Connects, unless it has once. Blocks; for the one who writes. */
    Database open() throws IOException {
        Database open = database;
        if (open == null) {
            open = opening.open();
            database = open;
        }
        return open;
    }

    /** For those who read. */
    Database opened() throws IOException {
        Database open = database;
        if (open == null) {
            throw new IOException("the database of records has not been reached yet");
        }
        return open;
    }

    @Override
    public void close() {
        Database open = database;
        if (open != null) {
            open.close();
        }
    }
}
