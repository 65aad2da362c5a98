package dev.trunkline.engine.store;

import dev.trunkline.store.Database;
import dev.trunkline.testing.PostgreSqlSchema;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The databases that everything must run on. A PostgreSQL is used where {@code TEST_DATABASE_URL} names one. */
public enum DatabaseKind {
    H2_IN_MEMORY {
        @Override
        public Database open() {
            return EngineTables.inMemory();
        }
    },
    POSTGRESQL {
        @Override
        public Database open() {
            try {
                return EngineTables.open(PostgreSqlSchema.url());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** A database without rows that nobody else uses; the caller closes it. */
    public abstract Database open();
}
