package dev.trunkline.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.store.Database;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

class DatabaseIT {

    @Test
    void memoryHasTheTablesAndIsNobodyElses() {
        try (Database one = EngineTables.inMemory();
                Database other = EngineTables.inMemory()) {
            one.jdbi()
                    .useHandle(sql -> sql.execute(
                            "insert into chat (id, group_id, status, start_millis) values ('a', 'g', 'ACTIVE', 1)"));

            assertThat(count(one)).isEqualTo(1);
            assertThat(count(other)).isZero();
        }
    }

    @Test
    void memoryHasWhatEveryMigrationOfAFileMakes() throws IOException {
        String mode = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        try (Database memory = EngineTables.inMemory();
                Database migrated = EngineTables.open("jdbc:h2:mem:migrated" + mode)) {
            assertThat(columns(memory)).isNotEmpty().isEqualTo(columns(migrated));
            assertThat(indexes(memory)).isNotEmpty().isEqualTo(indexes(migrated));
        }
    }

    @Test
    void unreachableDatabaseIsSaidWithoutItsPassword() {
        assertThatThrownBy(() -> EngineTables.open("jdbc:h2:tcp://127.0.0.1:1/none;PASSWORD=hidden"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void theDriverTellsNobodyElseThePassword() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler console = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(console);
        try {
            assertThatThrownBy(() -> EngineTables.open("jdbc:postgresql://host?user=u&password=hidden"))
                    .isInstanceOf(IOException.class);
        } finally {
            root.removeHandler(console);
        }

        assertThat(logged).noneMatch(line -> line.contains("hidden"));
    }

    private static List<String> columns(Database database) {
        return strings(
                database,
                "select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity)"
                        + " from information_schema.columns where table_schema = 'public'");
    }

    private static List<String> indexes(Database database) {
        return strings(
                database,
                "select concat_ws(' ', table_name, column_name, ordinal_position, is_unique)"
                        + " from information_schema.index_columns where table_schema = 'public'");
    }

    private static List<String> strings(Database database, String select) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery(select).mapTo(String.class).stream()
                        .filter(line -> !line.startsWith("trunkline_schema ")) // Flyway's own
                        .sorted()
                        .toList());
    }

    private static int count(Database database) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery("select count(*) from chat")
                        .mapTo(Integer.class)
                        .one());
    }
}
