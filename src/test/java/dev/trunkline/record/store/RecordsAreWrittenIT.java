package dev.trunkline.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.call.CallEnd;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.record.Erasable;
import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.SomeCalls;
import dev.trunkline.record.SomeCalls.Told;
import dev.trunkline.store.Database;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway") // what is missing fails the test
class RecordsAreWrittenIT {

    private static final Told CALL = SomeCalls.call(1);

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenTwiceIsThereOnce(StoredIn kind) {
        try (Database database = kind.open()) {
            write(database, CALL.ended());
            write(database, CALL.ended());
            write(database, CALL.saying("the same call has gone on").ended());

            assertThat(find(database, CALL.callSid()))
                    .isEqualTo(CALL.saying("the same call has gone on").ended());
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTwoProcessesRecordOfACallIsOneRecord(StoredIn kind) {
        try (Database database = kind.open()) {
            Told moved = CALL.later(30).saying("and here I am again");
            write(database, moved.ended());
            write(database, CALL.ended()); // the first part comes last

            CallRecord whole = find(database, CALL.callSid());

            assertThat(whole).isNotNull();
            assertThat(whole.startedAt()).isEqualTo(CALL.ended().startedAt());
            assertThat(whole.durationMillis()).isEqualTo(39_000);
            assertThat(whole.transcript())
                    .extracting(CallRecord.Line::text)
                    .containsExactly("How can I help?", "What does it cost?", "How can I help?", "and here I am again");
            assertThat(whole.transcript().get(3).startMillis()).isEqualTo(32_000);
            assertThat(whole.usage()).isEqualTo(new CallRecord.Usage(18_000, 17_600));
            assertThat(count(database)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textThatNoDatabaseTakesIsWrittenNevertheless(StoredIn kind) {
        try (Database database = kind.open()) {
            write(
                    database,
                    CALL.by("\u0000\uD800")
                            .saying("NUL \u0000, half \uDC00, whole \uD83D\uDE00")
                            .ended());

            CallRecord read = find(database, CALL.callSid());

            assertThat(read).isNotNull();
            assertThat(read.transcript().get(1).text()).startsWith("NUL \u0000, half ?, whole \uD83D\uDE00");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aVeryLongCallIsWrittenWithoutItsEnd(StoredIn kind) {
        try (Database database = kind.open()) {
            CallRecord record = CALL.saying("word ".repeat(300_000)).ended();

            write(database, record.shortened(1));

            assertThat(find(database, CALL.callSid())).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsOldIsDeletedAndNothingElse(StoredIn kind) {
        try (Database database = kind.open()) {
            for (int i = 0; i < 10; i++) {
                write(database, SomeCalls.call(i).ended());
            }

            int deleted = database.jdbi()
                    .inTransaction(sql ->
                            RecordTables.deleteOld(sql, SomeCalls.call(4).at().toEpochMilli()));

            assertThat(deleted).isEqualTo(4);
            assertThat(count(database)).isEqualTo(6);
            assertThat(find(database, SomeCalls.call(4).callSid())).isNotNull();
            assertThat(find(database, SomeCalls.call(3).callSid())).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallersCallsAreKnownAndDeleted(StoredIn kind) {
        try (Database database = kind.open()) {
            String number = "+14155550100";
            write(database, SomeCalls.call(1).by(number).ended());
            write(database, SomeCalls.call(2).by("sip:0014155550100@host").ended());
            write(database, SomeCalls.call(3).by("tel:+1-415-555-0100").ended());

            Erasable.Caller caller = database.jdbi().withHandle(sql -> RecordTables.caller(sql, number));
            database.jdbi().useTransaction(sql -> RecordTables.delete(sql, caller));

            assertThat(caller.callSids())
                    .containsExactlyInAnyOrder(
                            SomeCalls.call(1).callSid(), SomeCalls.call(3).callSid());
            assertThat(caller.chatGroupIds()).hasSize(2);
            assertThat(count(database)).isEqualTo(1);
        }
    }

    /** The far end was lost in mid-call, and the engine keeps a chat of each time that it had the call. */
    @ParameterizedTest
    @EnumSource
    void allConversationsOfACallAreKnownToBeTheCallers(StoredIn kind) {
        try (Database database = kind.open()) {
            CallRecorder recorder = new CallRecorder(Clock.systemUTC(), 10);
            Told call = SomeCalls.call(1).by("+14155550100");
            call.into(recorder);
            recorder.onEvent(call.callSid(), 1, new FarEndEvent.AiReady("chat", "sess_1", 1, true, "openai"));
            recorder.onEvent(call.callSid(), 2, new FarEndEvent.AiReady("chat", "group-9", 1, true, "embedded"));
            write(database, recorder.find(call.callSid(), 3));

            Erasable.Caller caller = database.jdbi().withHandle(sql -> RecordTables.caller(sql, "+14155550100"));

            assertThat(caller.chatGroupIds()).containsExactlyInAnyOrder("group-" + call.callSid(), "sess_1", "group-9");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNumberThatManyCallIsNoCallers(StoredIn kind) {
        try (Database database = kind.open()) {
            for (int i = 0; i < 10; i++) {
                write(database, SomeCalls.call(i).ended());
            }
            String called = SomeCalls.call(0).ended().to();
            boolean isOurs = database.jdbi().withHandle(sql -> RecordTables.isCalledByMany(sql, called));
            boolean isCaller = database.jdbi()
                    .withHandle(sql ->
                            !RecordTables.isCalledByMany(sql, SomeCalls.call(1).from()));

            assertThat(isOurs).isTrue();
            assertThat(isCaller).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void howACallEndedWhoseProcessDiedIsSaid(StoredIn kind) {
        try (Database database = kind.open()) {
            write(database, CALL.live().died());

            CallRecord read = find(database, CALL.callSid());

            assertThat(read).isNotNull();
            assertThat(read.end()).isEqualTo(CallRecord.PROCESS_DIED);
            assertThat(read.isLive()).isFalse();
            assertThat(read.transcript()).hasSize(2);
            assertThat(CallEnd.values()).noneMatch(end -> end.label().equals(CallRecord.PROCESS_DIED));
        }
    }

    private static void write(Database database, CallRecord record) {
        database.jdbi().useTransaction(sql -> RecordTables.write(sql, List.of(record)));
    }

    private static @Nullable CallRecord find(Database database, String sid) {
        return database.jdbi().withHandle(sql -> new RecordSearch(database.isPostgreSql()).find(sql, sid));
    }

    private static int count(Database database) {
        return database.jdbi()
                .withHandle(sql -> new RecordSearch(database.isPostgreSql())
                        .search(sql, RecordQuery.all(100))
                        .records()
                        .size());
    }
}
