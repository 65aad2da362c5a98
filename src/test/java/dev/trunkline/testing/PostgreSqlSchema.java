package dev.trunkline.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A schema of a test's own in the PostgreSQL that {@code TEST_DATABASE_URL} names; without it the test is skipped. */
public final class PostgreSqlSchema {

    private PostgreSqlSchema() {}

    /** A JDBC URL that leads there. */
    public static String url() {
        String url = System.getenv("TEST_DATABASE_URL");
        assumeTrue(
                url != null,
                "not tested on PostgreSQL: TEST_DATABASE_URL names none (jdbc:postgresql://host/db?user=..&password=..)");
        String schema = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException("TEST_DATABASE_URL cannot be used", e);
        }
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }
}
