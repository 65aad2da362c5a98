package dev.trunkline.engine.store;

import dev.trunkline.store.Database;
import dev.trunkline.store.Migrations;
import java.io.IOException;
import java.util.List;

/** The tables of the engine's chats, configs, prompts and tools. */
public final class EngineTables {

    private static final Migrations MIGRATIONS = new Migrations(
            "dev/trunkline/engine/store",
            List.of("V1__chats.sql", "V2__resources.sql", "V3__session_names.sql"),
            null,
            "trunkline_schema");

    private EngineTables() {}

    /**
     * A database that has them.
     *
     * @param url {@code postgresql://user:password@host:port/name}, or a JDBC URL of PostgreSQL or H2, credentials included
     * @throws IOException when the database cannot be reached or its tables are not ours; the message holds no credentials
     */
    public static Database open(String url) throws IOException {
        return Database.open(url, MIGRATIONS);
    }

    /** A database that has them, of this process alone, gone with it. */
    public static Database inMemory() {
        return Database.inMemory(MIGRATIONS);
    }
}
