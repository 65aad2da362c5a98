package dev.trunkline.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A SQL database with today's tables. Thread-safe; blocking, so never used on an event loop. */
public final class Database implements AutoCloseable {

    /** One who waits for another's row has ten seconds instead of two: a machine may stand still. */
    private static final String H2 =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000";

    private static final Pattern H2_FILE = Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:|zip:).*");
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private static final int IS_CLOSED = 90_121; // H2's code
    private static final int CONNECTIONS = 4;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final String ANSWER_SECONDS = "60"; // a server that is gone without a word is noticed then

    /**
     * Of PostgreSQL's driver, which logs beside our log and quotes addresses with their passwords; what goes wrong comes as an
     * exception. Held, for java.util.logging forgets the level of a logger that nobody holds.
     */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private final Supplier<HikariDataSource> opening;
    private final boolean isPostgreSql;
    private final boolean isFile;
    private @Nullable HikariDataSource connections;
    private @Nullable Jdbi jdbi;
    private boolean closed;

    private Database(Supplier<HikariDataSource> opening, boolean isPostgreSql, boolean isFile) {
        this.opening = opening;
        this.isPostgreSql = isPostgreSql;
        this.isFile = isFile;
    }

    /**
     * Connects, and brings the tables up to date.
     *
     * @param url {@code postgresql://user:password@host:port/name}, or a JDBC URL of PostgreSQL or H2, credentials included
     * @throws IOException when the database cannot be reached or its tables are not ours; the message holds no credentials
     */
    public static Database open(String url, Migrations tables) throws IOException {
        try {
            String jdbcUrl = DatabaseUrl.jdbc(url);
            boolean isPostgreSql = jdbcUrl.startsWith(POSTGRESQL);
            boolean isFile = H2_FILE.matcher(jdbcUrl).matches();
            Database database = new Database(() -> migrated(jdbcUrl, isPostgreSql, tables), isPostgreSql, isFile);
            database.open();
            return database;
        } catch (RuntimeException e) {
            throw new IOException("the database cannot be used; look at DATABASE_URL and at its server", e);
        }
    }

    /**
     * The same in a file of H2's, for this process alone.
     *
     * @param file without H2's ending, {@code .mv.db}
     * @throws IOException when it cannot be read or written, or its tables are not ours
     */
    public static Database inFile(Path file, Migrations tables) throws IOException {
        String url = "jdbc:h2:file:" + file.toAbsolutePath() + H2 + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
        try {
            Database database = new Database(() -> migrated(url, false, tables), false, true);
            database.open();
            return database;
        } catch (RuntimeException e) {
            throw new IOException(
                    "the database in " + file + " cannot be used; is there room, and may this user write?", e);
        }
    }

    private static HikariDataSource migrated(String jdbcUrl, boolean isPostgreSql, Migrations tables) {
        HikariDataSource connections = connect(jdbcUrl);
        try {
            List<String> folders = new ArrayList<>(List.of("classpath:" + tables.folder()));
            if (isPostgreSql && tables.postgresqlFolder() != null) {
                folders.add("classpath:" + tables.postgresqlFolder());
            }
            Flyway.configure()
                    .dataSource(connections)
                    .locations(folders.toArray(String[]::new))
                    .table(tables.history())
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
            return connections;
        } catch (FlywayException e) {
            connections.close();
            throw e;
        }
    }

    /**
     * Finds out whether it lets us in, and leaves its tables alone.
     *
     * @throws IOException when it does not; the message holds no credentials
     */
    public static void knock(String url, int seconds) throws IOException {
        DriverManager.setLoginTimeout(seconds);
        try (Connection connection = DriverManager.getConnection(DatabaseUrl.jdbc(url))) {
            if (!connection.isValid(seconds)) {
                throw new IOException("lets us in and does not answer");
            }
        } catch (SQLException e) {
            throw new IOException("does not let us in (SQL state " + e.getSQLState() + ")", e);
        } catch (IllegalArgumentException e) {
            throw new IOException("has an address that is none", e);
        }
    }

    /**
     * A database of this process alone, gone with it. {@link #open() Opened} by whoever needs it first: loading H2 takes half
     * a second, which a start can spend better. Always new, so it is not worth the second that Flyway takes to load.
     */
    public static Database inMemory(Migrations tables) {
        return new Database(() -> openMemory(tables), false, false);
    }

    private static HikariDataSource openMemory(Migrations tables) {
        HikariDataSource connections = connect("jdbc:h2:mem:" + UUID.randomUUID() + H2 + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            for (String file : tables.files()) {
                statement.execute(resource("/" + tables.folder() + "/" + file));
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
        if (jdbcUrl.startsWith(POSTGRESQL)) {
            config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS);
        }
        return new HikariDataSource(config);
    }

    /** What the first who needs it would wait for. Blocks. */
    public void open() {
        jdbi();
    }

    /** Whether somebody may have written to it. */
    public synchronized boolean isOpen() {
        return connections != null;
    }

    /** Whether it is PostgreSQL, which can do more than H2; else it is H2. */
    public boolean isPostgreSql() {
        return isPostgreSql;
    }

    /** Its connections. To be asked for anew for each piece of work: {@link #writeAnew()} replaces it. */
    public synchronized Jdbi jdbi() {
        if (closed) {
            throw new ConnectionException(new SQLException("the database is closed"));
        }
        if (jdbi == null) {
            connections = opening.get();
            jdbi = Jdbi.create(connections);
        }
        return jdbi;
    }

    /**
     * Writes a file of H2's anew, without the bytes of what was deleted; work that goes on meanwhile fails. PostgreSQL's own
     * housekeeping does that, by and by. Blocks as long as copying the file takes.
     *
     * @throws SQLException when it cannot be written
     */
    public synchronized void writeAnew() throws SQLException {
        if (!isFile || connections == null) {
            return;
        }
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown defrag");
        } catch (SQLException e) {
            if (e.getErrorCode() != IS_CLOSED) { // which is what was asked for
                throw e;
            }
        }
        connections.close();
        connections = null;
        jdbi = null;
        jdbi();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connections != null) {
            connections.close();
        }
    }
}
