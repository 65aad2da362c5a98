package dev.trunkline.engine.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A SQL database with today's tables. Thread-safe; blocking, so never used on an event loop. */
public final class Database implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:dev/trunkline/engine/store";
    /** What Flyway would find there, in its order. */
    private static final List<String> TABLES = List.of("V1__chats.sql", "V2__resources.sql");

    private static final int CONNECTIONS = 4;
    private static final long PATIENCE_MILLIS = 5_000;

    /**
     * Of PostgreSQL's driver, which logs beside our log and quotes addresses with their passwords; what goes wrong comes as an
     * exception. Held, for java.util.logging forgets the level of a logger that nobody holds.
     */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private final Supplier<HikariDataSource> opening;
    private @Nullable HikariDataSource connections;
    private @Nullable Jdbi jdbi;
    private boolean closed;

    private Database(Supplier<HikariDataSource> opening) {
        this.opening = opening;
    }

    /**
     * Connects, and brings the tables up to date.
     *
     * @param url {@code postgresql://user:password@host:port/name}, or a JDBC URL of PostgreSQL or H2, credentials included
     * @throws IOException when the database cannot be reached or its tables are not ours; the message holds no credentials
     */
    public static Database open(String url) throws IOException {
        try {
            HikariDataSource connections = connect(DatabaseUrl.jdbc(url));
            try {
                Flyway.configure()
                        .dataSource(connections)
                        .locations(MIGRATIONS)
                        .table("trunkline_schema")
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                connections.close();
                throw e;
            }
            Database database = new Database(() -> connections);
            database.open();
            return database;
        } catch (RuntimeException e) {
            throw new IOException("the database cannot be used; look at DATABASE_URL and at its server", e);
        }
    }

    /**
     * A database of this process alone, gone with it. {@link #open() Opened} by whoever needs it first: loading H2 takes half
     * a second, which a start can spend better. Always new, so it is not worth the second that Flyway takes to load.
     */
    public static Database inMemory() {
        return new Database(Database::openMemory);
    }

    private static HikariDataSource openMemory() {
        HikariDataSource connections = connect("jdbc:h2:mem:" + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            for (String tables : TABLES) {
                statement.execute(resource(tables));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
        return connections;
    }

    private static String resource(String name) {
        try (InputStream resource = Database.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HikariDataSource connect(String jdbcUrl) {
        if (DRIVER.getLevel() == null) { // whoever configures it wants to hear it
            DRIVER.setLevel(Level.OFF);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setPoolName("trunkline-store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        return new HikariDataSource(config);
    }

    /** What the first who needs it would wait for. Blocks. */
    public void open() {
        jdbi();
    }

    /** Whether somebody may have written to it. */
    synchronized boolean isOpen() {
        return connections != null;
    }

    synchronized Jdbi jdbi() {
        if (closed) {
            throw new ConnectionException(new SQLException("the database is closed"));
        }
        if (jdbi == null) {
            connections = opening.get();
            jdbi = Jdbi.create(connections);
        }
        return jdbi;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connections != null) {
            connections.close();
        }
    }
}
