package dev.trunkline.engine.store;

import static dev.trunkline.engine.store.Chats.chat;
import static dev.trunkline.engine.store.Chats.event;
import static dev.trunkline.engine.store.Chats.firstPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEntry.Status;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.History.ChatFilter;
import dev.trunkline.engine.history.Page;
import dev.trunkline.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlHistoryIT {

    private static final Page.Request ALL = new Page.Request(0, 1_000, true);

    @ParameterizedTest
    @EnumSource
    void aChatIsReadAsItWasWritten(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = history(database)) {
            history.opened(new ChatEntry("c", "g", Status.ACTIVE, 1_000, null, 0, null, "config", 3));
            history.describe("c", "{\"caller\":\"+1\"}");
            ChatEvent said = new ChatEvent(
                    "e1",
                    "c",
                    2_000,
                    ChatEvent.Role.USER,
                    ChatEvent.Type.USER_MESSAGE,
                    "It's \"late\"; -- grüß Gott 😀",
                    Map.of("Joy", 0.25, "Anger", 0.5),
                    "{\"a\":1}",
                    "e0");
            ChatEvent bare = new ChatEvent(
                    "e2", "c", 3_000, ChatEvent.Role.SYSTEM, ChatEvent.Type.PAUSE_ONSET, null, Map.of(), null, null);
            history.add(said);
            history.add(bare);
            history.ended("c", Status.USER_ENDED, 4_000);

            assertThat(history.chat("c").join())
                    .isEqualTo(new ChatEntry(
                            "c", "g", Status.USER_ENDED, 1_000, 4_000L, 2, "{\"caller\":\"+1\"}", "config", 3));
            assertThat(history.eventsOfChat("c", ALL).join()).isEqualTo(new Page<>(List.of(said, bare), 2));
            assertThat(history.chat("none").join()).isNull();
            assertThat(history.lost()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void conversationsAreErasedWithAllThatWasSaidInThem(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = history(database)) {
            for (String id : List.of("a", "b", "c")) {
                history.opened(chat(id, id.equals("c") ? "other" : "theirs", 1));
                history.add(event("e-" + id, id, 2, "canary"));
                history.ended(id, Status.USER_ENDED, 3);
            }

            List<String> chatIds =
                    history.chatIds(Set.of("theirs", "none"), Set.of()).join();
            assertThat(chatIds).containsExactlyInAnyOrder("a", "b");
            assertThat(history.erase(chatIds).join()).isEqualTo(2);
            assertThat(history.erase(List.of()).join()).isZero();

            assertThat(history.chat("a").join()).isNull();
            assertThat(history.eventsOfChat("a", ALL).join().total()).isZero();
            assertThat(history.eventsOfChat("c", ALL).join().total()).isEqualTo(1);
        }
    }

    /** PostgreSQL takes 65,535 values in one statement. */
    @ParameterizedTest
    @EnumSource
    void howeverManyTheyAre(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = history(database)) {
            history.opened(chat("chat 0", "group 0", 1));
            history.opened(chat("chat 69999", "group 69999", 1));

            Set<String> groups = many("group ").collect(Collectors.toSet());
            assertThat(history.chatIds(groups, Set.of()).join()).containsExactlyInAnyOrder("chat 0", "chat 69999");
            assertThat(history.erase(many("chat ").toList()).join()).isEqualTo(2);

            assertThat(history.chats(ChatFilter.ALL, ALL).join().total()).isZero();
        }
    }

    private static Stream<String> many(String name) {
        return IntStream.range(0, 70_000).mapToObj(i -> name + i);
    }

    @ParameterizedTest
    @EnumSource
    void chatsAreFoundByWhatTheirClientsCallThemAsWell(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = history(database)) {
            for (String id : List.of("a", "b", "c")) {
                history.opened(chat(id, "group of " + id, 1));
            }
            history.named("a", "another call");
            history.named("a", "CA1"); // it counts what it is called now
            history.named("c", "CA2");

            assertThat(history.chatIds(Set.of("group of b"), Set.of("CA1", "another call"))
                            .join())
                    .containsExactlyInAnyOrder("a", "b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsSeeEveryWriteBeforeThemInOrder(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = history(database)) {
            for (int round = 1; round <= 20; round++) {
                String chat = "c" + round;
                history.opened(chat(chat, "g", round));
                IntStream.range(0, 100).forEach(i -> history.add(event(chat + "-" + i, chat, 7, "text " + i)));

                List<ChatEvent> events = history.eventsOfChat(chat, ALL).join().items();

                assertThat(events)
                        .extracting(ChatEvent::text)
                        .containsExactlyElementsOf(IntStream.range(0, 100)
                                .mapToObj(i -> "text " + i)
                                .toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void listsArePagedFromBothEnds(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = history(database)) {
            IntStream.rangeClosed(1, 5).forEach(i -> history.opened(chat("c" + i, "g", i)));

            assertThat(ids(history, ChatFilter.ALL, new Page.Request(0, 2, true)))
                    .containsExactly("c1", "c2");
            assertThat(ids(history, ChatFilter.ALL, new Page.Request(2, 2, true)))
                    .containsExactly("c5");
            assertThat(ids(history, ChatFilter.ALL, new Page.Request(1, 2, false)))
                    .containsExactly("c3", "c2");
            assertThat(ids(history, ChatFilter.ALL, new Page.Request(100_000_000, 100, false)))
                    .isEmpty();
            assertThat(history.chats(ChatFilter.ALL, new Page.Request(9, 2, true))
                            .join()
                            .total())
                    .isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void chatsAreFoundByGroupConfigAndStatus(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = history(database)) {
            history.opened(new ChatEntry("c1", "g1", Status.ACTIVE, 1, null, 0, null, "one", 0));
            history.opened(new ChatEntry("c2", "g1", Status.ACTIVE, 2, null, 0, null, "two", null));
            history.opened(chat("c3", "g2", 3));
            history.ended("c2", Status.INACTIVITY_TIMEOUT, 9);

            assertThat(ids(history, new ChatFilter("g1", null, null), ALL)).containsExactly("c1", "c2");
            assertThat(ids(history, new ChatFilter(null, "two", null), ALL)).containsExactly("c2");
            assertThat(ids(history, new ChatFilter(null, null, Status.ACTIVE), ALL))
                    .containsExactly("c1", "c3");
            assertThat(ids(history, new ChatFilter("g1", "one", Status.ERROR), ALL))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGroupIsWhatItsChatsAre(DatabaseKind kind) {
        try (Database database = kind.open();
                SqlHistory history = history(database)) {
            history.opened(new ChatEntry("c1", "g1", Status.ACTIVE, 10, null, 0, null, "old", 0));
            history.ended("c1", Status.USER_ENDED, 11);
            history.opened(chat("c2", "g2", 20));
            history.opened(new ChatEntry("c3", "g1", Status.ACTIVE, 30, null, 0, null, "new", 1));
            history.ended("c3", Status.USER_ENDED, 31);
            history.add(event("e3", "c3", 30, "later"));
            history.add(event("e1", "c1", 10, "sooner"));
            GroupEntry first = new GroupEntry("g1", 10, 30, "c3", 2, false, "new", 1);
            GroupEntry second = new GroupEntry("g2", 20, 20, "c2", 1, true, null, null);

            assertThat(history.group("g1").join()).isEqualTo(first);
            assertThat(history.group("none").join()).isNull();
            assertThat(history.groups(null, firstPage(true)).join().items()).containsExactly(second, first);
            assertThat(history.groups(null, firstPage(false)).join().items()).containsExactly(first, second);
            assertThat(history.groups("new", firstPage(true)).join()).isEqualTo(new Page<>(List.of(first), 1));
            assertThat(history.groups("old", firstPage(true)).join().items()).isEmpty();
            assertThat(history.eventsOfGroup("g1", firstPage(true)).join().items())
                    .extracting(ChatEvent::text)
                    .containsExactly("sooner", "later");
            assertThat(history.eventsOfGroup("g1", firstPage(false)).join().items())
                    .extracting(ChatEvent::text)
                    .containsExactly("later", "sooner");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherProcessReadsWhatOneHasWritten(DatabaseKind kind) {
        try (Database database = kind.open()) {
            try (SqlHistory one = history(database)) {
                one.opened(chat("c", "g", 1_000));
                one.add(event("e", "c", 1_500, "hello"));
            }

            try (SqlHistory other = history(database)) {
                assertThat(other.eventsOfChat("c", ALL).join().items()).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChatWhoseProcessDiedLongAgoIsAnError(DatabaseKind kind) {
        long nowMillis = 100_000_000;
        try (Database database = kind.open()) {
            try (SqlHistory dying = history(database)) {
                dying.opened(chat("old", "g", 1_000));
                dying.add(event("e", "old", 5_000, "hello"));
                dying.opened(chat("recent", "g", nowMillis - 60_000));
            }

            try (SqlHistory next =
                    new SqlHistory(database, Retention.EVERYTHING, () -> Instant.ofEpochMilli(nowMillis))) {
                ChatEntry old = next.chat("old").join();
                assertThat(old.status()).isEqualTo(Status.ERROR);
                assertThat(old.endMillis()).isEqualTo(5_000);
                assertThat(next.chat("recent").join().status()).isEqualTo(Status.ACTIVE);
            }
        }
    }

    private static SqlHistory history(Database database) {
        return new SqlHistory(database, Retention.EVERYTHING, InstantSource.fixed(Instant.EPOCH));
    }

    private static List<String> ids(SqlHistory history, ChatFilter filter, Page.Request page) {
        return history.chats(filter, page).join().items().stream()
                .map(ChatEntry::id)
                .toList();
    }
}
