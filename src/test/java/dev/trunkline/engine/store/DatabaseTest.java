package dev.trunkline.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    @Test
    void memoryHasTheTablesAndIsNobodyElses() {
        try (Database one = Database.inMemory();
                Database other = Database.inMemory()) {
            one.jdbi()
                    .useHandle(sql -> sql.execute(
                            "insert into chat (id, group_id, status, start_millis) values ('a', 'g', 'ACTIVE', 1)"));

            assertThat(count(one)).isEqualTo(1);
            assertThat(count(other)).isZero();
        }
    }

    @Test
    void unreachableDatabaseIsSaidWithoutItsPassword() {
        assertThatThrownBy(() -> Database.open("jdbc:h2:tcp://127.0.0.1:1/none;PASSWORD=hidden"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("hidden");
    }

    private static int count(Database database) {
        return database.jdbi()
                .withHandle(sql -> sql.createQuery("select count(*) from chat")
                        .mapTo(Integer.class)
                        .one());
    }
}
