package dev.trunkline.record.store;

import dev.trunkline.store.Database;
import dev.trunkline.testing.PostgreSqlSchema;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The databases that records must be kept in alike. A PostgreSQL is used where {@code TEST_DATABASE_URL} names one. */
enum StoredIn {
    H2 {
        @Override
        Database open() {
            return RecordTables.inMemory();
        }
    },
    POSTGRESQL {
        @Override
        Database open() {
            try {
                return RecordTables.open(PostgreSqlSchema.url());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** A database without rows that nobody else uses; the caller closes it. */
    abstract Database open();
}
