package dev.trunkline.engine.store;

import static dev.trunkline.engine.store.Chats.chat;
import static dev.trunkline.engine.store.Chats.event;
import static dev.trunkline.engine.store.Chats.firstPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEntry.Status;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.History.ChatFilter;
import dev.trunkline.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryBoundsIT {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @ParameterizedTest
    @EnumSource
    void theOldestEndedChatsAreForgottenWithTheirEvents(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = new SqlHistory(database, new Retention(3, 1_000_000), CLOCK)) {
            history.opened(chat("active", "g", 0));
            for (int i = 1; i <= 10; i++) {
                history.opened(chat("c" + i, "g", i));
                history.add(event("e" + i, "c" + i, i, "hello"));
                history.ended("c" + i, Status.USER_ENDED, 100 + i);
            }

            assertThat(ids(history)).containsExactly("active", "c8", "c9", "c10");
            assertThat(count(database, "chat_event")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void longChatsAreForgottenSooner(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = new SqlHistory(database, new Retention(1_000, 10_000), CLOCK)) {
            for (int i = 1; i <= 4; i++) {
                history.opened(chat("c" + i, "g", i));
                history.add(event("e" + i, "c" + i, i, "x".repeat(4_000)));
                history.ended("c" + i, Status.USER_ENDED, 100 + i);
            }

            assertThat(ids(history)).containsExactly("c3", "c4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aThousandChatsLeaveOnlyThoseThatAreKept(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = new SqlHistory(database, new Retention(50, 1_000_000), CLOCK)) {
            for (int i = 0; i < 1_000; i++) {
                history.opened(chat("c" + i, "g" + i, i));
                history.add(event("e" + i, "c" + i, i, "hello"));
                history.ended("c" + i, Status.USER_ENDED, i);
            }

            assertThat(history.chats(ChatFilter.ALL, firstPage(true)).join().total())
                    .isEqualTo(50);
            assertThat(count(database, "chat")).isEqualTo(50);
            assertThat(count(database, "chat_event")).isEqualTo(50);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneBadEventTakesNoOtherWithIt(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = new SqlHistory(database, Retention.EVERYTHING, CLOCK)) {
            history.opened(chat("c", "g", 1));
            history.add(event("e1", "c", 1, "one"));
            history.add(event("e1", "c", 2, "the same id again"));
            history.add(event("e2", "no such chat", 3, "lost"));
            history.add(event("e3", "c", 4, "three"));

            assertThat(texts(history)).containsExactly("one", "three");
            assertThat(history.lost()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatADatabaseRefusesInTextIsReplacedAndTheRestIsCut(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = new SqlHistory(database, Retention.EVERYTHING, CLOCK)) {
            history.opened(new ChatEntry("c", "g", Status.ACTIVE, 1, null, 0, "\0", "\0".repeat(10_000), 0));
            history.add(event("e1", "c", 1, "zero\0byte"));
            history.add(event("e2", "c", 2, "half \uD83D smile"));
            history.add(event("e3", "c", 3, "x".repeat(2_000_000)));

            assertThat(texts(history))
                    .satisfiesExactly(
                            zero -> assertThat(zero).isEqualTo("zero\uFFFDbyte"),
                            half -> assertThat(half).startsWith("half ").endsWith(" smile"),
                            cut -> assertThat(cut).hasSize(SqlText.MAX_CHARACTERS));
            assertThat(history.chat("c\0").join()).isNull();
            assertThat(history.chats(new ChatFilter("\0", "\0", null), firstPage(true))
                            .join()
                            .items())
                    .isEmpty();
            assertThat(history.lost()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChatThatWritesWithoutEndIsCutShortAndTheNextIsNot(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = new SqlHistory(database, Retention.EVERYTHING, CLOCK)) {
            history.opened(chat("greedy", "g", 1));
            for (int i = 0; i < 200; i++) {
                history.add(event("e" + i, "greedy", i, "x".repeat(90_000)));
            }
            history.opened(chat("c", "g", 2));
            history.add(event("modest", "c", 1, "hello"));

            assertThat(texts(history)).containsExactly("hello");
            assertThat(history.lost()).isBetween(100L, 150L);
            assertThat(count(database, "chat_event")).isEqualTo(1 + 200 - (int) history.lost());
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutADatabaseNobodyIsThrownAt(DatabaseKind kind) {
        Database database = kind.open();
        try (SqlHistory history = new SqlHistory(database, Retention.IN_MEMORY, CLOCK)) {
            database.close();
            history.opened(chat("c", "g", 1));
            history.add(event("e", "c", 1, "hello"));
            history.ended("c", Status.USER_ENDED, 2);

            assertThat(history.chat("c")).failsWithin(java.time.Duration.ofSeconds(20));
            assertThat(history.lost()).isEqualTo(3);
        }
    }

    private static List<String> texts(SqlHistory history) {
        return history.eventsOfChat("c", firstPage(true)).join().items().stream()
                .map(ChatEvent::text)
                .toList();
    }

    private static List<String> ids(SqlHistory history) {
        return history.chats(ChatFilter.ALL, firstPage(true)).join().items().stream()
                .map(ChatEntry::id)
                .toList();
    }

    private static int count(Database database, String table) {
        return database.jdbi()
                .withHandle((Handle sql) -> sql.createQuery("select count(*) from " + table)
                        .mapTo(Integer.class)
                        .one());
    }
}
