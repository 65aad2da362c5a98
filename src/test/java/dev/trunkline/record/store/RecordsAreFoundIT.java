package dev.trunkline.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallEnd;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallSummary;
import dev.trunkline.record.RecordPage;
import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.RecordQuery.Cursor;
import dev.trunkline.record.RecordQuery.Expression;
import dev.trunkline.record.SomeCalls;
import dev.trunkline.record.SomeCalls.Told;
import dev.trunkline.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of records is answered alike by every database. */
class RecordsAreFoundIT {

    private static final Told ANGRY = new Told(
            "CA" + "a".repeat(32),
            SomeCalls.BEGINNING.plusSeconds(10_000),
            "billing",
            "tel:+1 (415) 555-0100",
            "I want a REFUND, don't you see? Ünïcode; 100 %",
            Map.of("Anger", 0.81, "Calm", 0.1),
            2_400,
            CallEnd.TRANSFERRED);

    @ParameterizedTest
    @EnumSource
    void eachFilterFindsTheCallAndNoOther(StoredIn kind) {
        try (Database database = kind.open()) {
            write(database, others(20), List.of(ANGRY.ended()));
            Long at = ANGRY.at().toEpochMilli();
            List<RecordQuery> filters = List.of(
                    query("+14155550100", null, null, null, null, null, null, null),
                    query(null, at, null, null, null, null, null, null),
                    query(null, at, at + 1, null, null, null, null, null),
                    query(null, null, null, "billing", null, null, null, null),
                    query(null, null, null, null, "transferred", null, null, null),
                    query(null, null, null, null, null, "refund", null, null),
                    query(null, null, null, null, null, "ünïcode want, 100", null, null),
                    query(null, null, null, null, null, null, new Expression("ANGER", 0.8), null),
                    query(null, null, null, null, null, null, null, 2_399L),
                    query(
                            "+18005550199",
                            at,
                            at + 60_000,
                            "billing",
                            "transferred",
                            "see",
                            new Expression("anger", 0.5),
                            1L));

            for (RecordQuery filter : filters) {
                assertThat(sids(search(database, filter))).as(filter.toString()).containsExactly(ANGRY.callSid());
                assertThat(read(database, filter).records()).containsExactly(ANGRY.ended());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNotSaidOrIsNotSoIsNotFound(StoredIn kind) {
        try (Database database = kind.open()) {
            write(database, others(3), List.of(ANGRY.ended()));
            Long at = ANGRY.at().toEpochMilli();

            assertThat(List.of(
                            query("+14155550", null, null, null, null, null, null, null),
                            query(null, at + 1, null, null, null, null, null, null),
                            query(null, null, SomeCalls.BEGINNING.toEpochMilli(), null, null, null, null, null),
                            query(null, null, null, "bill", null, null, null, null),
                            query(null, null, null, null, null, "refun", null, null),
                            query(null, null, null, null, null, "refund cost", null, null),
                            query(null, null, null, null, null, null, new Expression("anger", 0.82), null),
                            query(null, null, null, null, null, null, null, 2_400L)))
                    .allSatisfy(filter ->
                            assertThat(search(database, filter).records()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesHaveEachRecordOnceTheNewestFirstAlsoThoseOfOneMoment(StoredIn kind) {
        try (Database database = kind.open()) {
            List<CallRecord> all = new ArrayList<>(others(12));
            for (int i = 0; i < 5; i++) {
                Told same = SomeCalls.call(6);
                all.add(new Told(
                                "CB%032x".formatted(i),
                                same.at(),
                                same.route(),
                                same.from(),
                                same.callerSays(),
                                same.scores(),
                                same.turnMillis(),
                                same.end())
                        .ended());
            }
            write(database, all, List.of());

            List<String> found = new ArrayList<>();
            List<Long> times = new ArrayList<>();
            RecordQuery query = RecordQuery.all(5);
            int pages = 0;
            for (String next = ""; next != null; pages++) {
                RecordPage<CallSummary> page = search(database, query.after(Cursor.parse(next)));
                page.records().forEach(summary -> {
                    found.add(summary.callSid());
                    times.add(java.time.Instant.parse(summary.startedAt()).toEpochMilli());
                });
                next = page.next();
            }

            assertThat(pages).isEqualTo(4);
            assertThat(found)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            all.stream().map(CallRecord::callSid).toList());
            assertThat(times).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }

    @ParameterizedTest
    @EnumSource
    void wordsAreFoundAmongTheNewestCallsAndBeyondThem(StoredIn kind) {
        try (Database database = kind.open()) {
            for (int i = 0; i < 20; i++) {
                write(
                        database,
                        List.of(SomeCalls.call(i)
                                .saying(i % 5 == 0 ? "seldom" : "often")
                                .ended()),
                        List.of());
            }
            RecordSearch search = new RecordSearch(database.isPostgreSql(), 3);
            RecordQuery often = query(null, null, null, null, null, "often", null, null);
            RecordQuery seldom = query(null, null, null, null, null, "seldom", null, null);
            RecordQuery never = query(null, null, null, null, null, "never", null, null);

            assertThat(database.jdbi()
                            .withHandle(sql -> search.search(sql, often))
                            .records())
                    .hasSize(10);
            assertThat(sids(database.jdbi().withHandle(sql -> search.search(sql, seldom))))
                    .containsExactly(
                            SomeCalls.call(15).callSid(),
                            SomeCalls.call(10).callSid(),
                            SomeCalls.call(5).callSid(),
                            SomeCalls.call(0).callSid());
            assertThat(database.jdbi()
                            .withHandle(sql -> search.search(sql, never))
                            .records())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListSaysWhatTheWholeRecordSays(StoredIn kind) {
        try (Database database = kind.open()) {
            write(database, List.of(ANGRY.ended()), List.of());

            assertThat(search(database, RecordQuery.all(5)).records()).containsExactly(CallSummary.of(ANGRY.ended()));
        }
    }

    private static List<CallRecord> others(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SomeCalls.call(i).ended())
                .toList();
    }

    private static void write(Database database, List<CallRecord> some, List<CallRecord> more) {
        List<CallRecord> all = new ArrayList<>(some);
        all.addAll(more);
        database.jdbi().useTransaction(sql -> RecordTables.write(sql, all));
    }

    private static RecordPage<CallSummary> search(Database database, RecordQuery query) {
        return database.jdbi().withHandle(sql -> new RecordSearch(database.isPostgreSql()).search(sql, query));
    }

    private static RecordPage<CallRecord> read(Database database, RecordQuery query) {
        return database.jdbi().withHandle(sql -> new RecordSearch(database.isPostgreSql()).read(sql, query));
    }

    private static List<String> sids(RecordPage<CallSummary> page) {
        return page.records().stream().map(CallSummary::callSid).toList();
    }

    private static RecordQuery query(
            @Nullable String number,
            @Nullable Long from,
            @Nullable Long to,
            @Nullable String route,
            @Nullable String end,
            @Nullable String words,
            @Nullable Expression expression,
            @Nullable Long slower) {
        return new RecordQuery(number, from, to, route, end, words, expression, slower, 10, null);
    }
}
