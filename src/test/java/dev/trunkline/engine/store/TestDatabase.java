package dev.trunkline.engine.store;

import dev.trunkline.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An empty database for one test: in memory, or the one that {@code -Dtrunkline.test.database=jdbc:postgresql://...} names,
 * whose tables are emptied.
 */
public final class TestDatabase {

    private TestDatabase() {}

    public static Database open() {
        @Nullable String url = System.getProperty("trunkline.test.database");
        if (url == null) {
            return EngineTables.inMemory();
        }
        try {
            Database database = EngineTables.open(url);
            database.jdbi().useHandle(sql -> {
                sql.execute("delete from resource_body");
                sql.execute("delete from resource_version");
                sql.execute("delete from resource");
            });
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
