package dev.trunkline.engine.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trunkline.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The databases that everything must run on. A PostgreSQL is used where {@code TEST_DATABASE_URL} names one. */
enum DatabaseKind {
    H2_IN_MEMORY {
        @Override
        Database open() {
            return EngineTables.inMemory();
        }
    },
    POSTGRESQL {
        @Override
        Database open() {
            String url = System.getenv("TEST_DATABASE_URL");
            assumeTrue(
                    url != null,
                    "not tested on PostgreSQL: TEST_DATABASE_URL names none (jdbc:postgresql://host/db?user=..&password=..)");
            try {
                return EngineTables.open(withSchemaOfItsOwn(url));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** A database without rows that nobody else uses; the caller closes it. */
    abstract Database open();

    private static String withSchemaOfItsOwn(@Nullable String url) {
        String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("TEST_DATABASE_URL cannot be used", e);
        }
        return url + (String.valueOf(url).contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }
}
