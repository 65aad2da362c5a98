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
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/** A SQL database with today's tables. Thread-safe; blocking, so never used on an event loop. */
public final class Database implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:dev/trunkline/engine/store";
    /** What Flyway would find there, in its order. */
    private static final List<String> TABLES = List.of("V1__chats.sql", "V2__resources.sql");

    private static final int CONNECTIONS = 4;
    private static final long PATIENCE_MILLIS = 5_000;

    private final HikariDataSource connections;
    private final Jdbi jdbi;

    private Database(HikariDataSource connections) {
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
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
            return new Database(connections);
        } catch (RuntimeException e) {
            throw new IOException("the database cannot be used; look at DATABASE_URL and at its server", e);
        }
    }

    /** A database of this process alone, gone with it. Always new, so it is not worth the second that Flyway takes to load. */
    public static Database inMemory() {
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
        return new Database(connections);
    }

    private static String resource(String name) {
        try (InputStream resource = Database.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(resource, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HikariDataSource connect(String jdbcUrl) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setPoolName("trunkline-store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        return new HikariDataSource(config);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        connections.close();
    }
}
