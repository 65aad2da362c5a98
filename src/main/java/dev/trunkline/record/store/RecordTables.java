package dev.trunkline.record.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallSummary;
import dev.trunkline.record.Erasable;
import dev.trunkline.record.RecordParts;
import dev.trunkline.record.SearchTerms;
import dev.trunkline.store.Database;
import dev.trunkline.store.Migrations;
import dev.trunkline.store.StorableText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The tables of records, as they are written. Each method does all its work on the handle it is given. Blocks. */
final class RecordTables {

    private static final String FOLDER = "dev/trunkline/record/store/";
    private static final Migrations MIGRATIONS = new Migrations(
            FOLDER + "every", List.of("V1__records.sql"), FOLDER + "postgresql", "trunkline_records_schema");

    private static final int OLD_AT_A_TIME = 2_000;
    private static final int MANY = 10;

    private RecordTables() {}

    /** @throws IOException when the database cannot be reached or its tables are not ours; the message holds no credentials */
    static Database open(String url) throws IOException {
        return Database.open(url, MIGRATIONS);
    }

    /** @throws IOException when the file cannot be read or written */
    static Database inFile(Path file) throws IOException {
        return Database.inFile(file, MIGRATIONS);
    }

    /** Of this process alone, gone with it. */
    static Database inMemory() {
        return Database.inMemory(MIGRATIONS);
    }

    /** Writes these, each in the place of an earlier one of the same beginning, and beside what other processes know of the call. */
    static void write(Handle sql, Collection<CallRecord> records) {
        Map<String, NavigableMap<Long, CallRecord>> calls = new TreeMap<>();
        records.forEach(record ->
                calls.computeIfAbsent(record.callSid(), sid -> new TreeMap<>()).put(record.beganMillis(), record));
        addParts(sql, calls);
        sql.createUpdate("delete from call_record where call_sid in (<sids>)")
                .bindList("sids", List.copyOf(calls.keySet()))
                .execute();
        insertRecords(sql, calls);
        insertParts(sql, calls);
        insertExpressions(sql, calls);
    }

    private static void addParts(Handle sql, Map<String, NavigableMap<Long, CallRecord>> calls) {
        sql.createQuery("select call_sid, body from call_part where call_sid in (<sids>)")
                .bindList("sids", List.copyOf(calls.keySet()))
                .map((row, context) -> row.getString("body"))
                .forEach(body -> {
                    CallRecord part = read(body);
                    calls.getOrDefault(part.callSid(), new TreeMap<>()).putIfAbsent(part.beganMillis(), part);
                });
    }

    /** What stands in the database is what was written there. */
    static CallRecord read(String body) {
        try {
            return RecordJson.read(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database has a record that is no JSON of ours", e);
        }
    }

    private static void insertRecords(Handle sql, Map<String, NavigableMap<Long, CallRecord>> calls) {
        PreparedBatch batch = sql.prepareBatch("""
                insert into call_record (call_sid, began_millis, duration_millis, route, from_number, to_number,
                    from_shown, to_shown, end_label, ended_by, blame, transferred_to, far_end, greeting_millis,
                    turn_p50_millis, turn_max_millis, turns, barge_ins, line_count, cost, currency, words)
                values (:sid, :began, :duration, :route, :from, :to, :fromShown, :toShown, :end, :endedBy, :blame,
                    :transferredTo, :farEnd, :greeting, :p50, :max, :turns, :bargeIns, :lines, :cost, :currency, :words)
                """);
        calls.forEach((sid, parts) -> {
            CallRecord whole = RecordParts.joined(List.copyOf(parts.values()));
            CallSummary summary = CallSummary.of(whole);
            SearchTerms terms = SearchTerms.of(whole);
            batch.bind("sid", sid)
                    .bind("began", terms.beganMillis())
                    .bind("duration", summary.durationMillis())
                    .bind("route", StorableText.of(summary.route(), 64))
                    .bind("from", StorableText.of(terms.from(), 200))
                    .bind("to", StorableText.of(terms.to(), 200))
                    .bind("fromShown", StorableText.of(summary.from(), 200))
                    .bind("toShown", StorableText.of(summary.to(), 200))
                    .bind("end", summary.end())
                    .bind("endedBy", summary.endedBy())
                    .bind("blame", summary.blame())
                    .bind("transferredTo", StorableText.ofNullable(summary.transferredTo(), 200))
                    .bind("farEnd", StorableText.of(summary.farEnd(), 200))
                    .bind("greeting", summary.greetingMillis())
                    .bind("p50", summary.turnP50Millis())
                    .bind("max", summary.turnMaxMillis())
                    .bind("turns", summary.turns())
                    .bind("bargeIns", summary.bargeIns())
                    .bind("lines", summary.lines())
                    .bind("cost", summary.cost())
                    .bind("currency", summary.currency())
                    .bind("words", StorableText.of(terms.words(), Integer.MAX_VALUE))
                    .add();
        });
        batch.execute();
    }

    private static void insertParts(Handle sql, Map<String, NavigableMap<Long, CallRecord>> calls) {
        PreparedBatch batch = sql.prepareBatch(
                "insert into call_part (call_sid, began_millis, chat_group_id, body) values (:sid, :began, :group, :body)");
        calls.forEach((sid, parts) -> parts.forEach((began, part) -> batch.bind("sid", sid)
                .bind("began", began)
                .bind("group", StorableText.ofNullable(part.chatGroupId(), 200))
                .bind("body", new String(RecordJson.write(part), StandardCharsets.UTF_8))
                .add()));
        batch.execute();
    }

    private static void insertExpressions(Handle sql, Map<String, NavigableMap<Long, CallRecord>> calls) {
        PreparedBatch batch =
                sql.prepareBatch("insert into call_expression (call_sid, name, peak) values (:sid, :name, :peak)");
        calls.forEach((sid, parts) -> {
            Map<String, Double> peaks = new TreeMap<>();
            parts.values()
                    .forEach(part -> SearchTerms.of(part)
                            .peaks()
                            .forEach((name, peak) -> peaks.merge(StorableText.of(name, 64), peak, Math::max)));
            peaks.forEach((name, peak) ->
                    batch.bind("sid", sid).bind("name", name).bind("peak", peak).add());
        });
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    /** Makes sure that what was committed outlives the process: PostgreSQL has done so, H2 has half a second for it. */
    static void settle(Handle sql, Database database) {
        if (!database.isPostgreSql()) {
            sql.execute("checkpoint sync");
        }
    }

    /** Deletes some of the calls that began before; how many, fewer than there are only when there are none left. */
    static int deleteOld(Handle sql, long beforeMillis) {
        return sql.createUpdate("delete from call_record where call_sid in (select call_sid from call_record"
                        + " where began_millis < :before order by began_millis limit " + OLD_AT_A_TIME + ")")
                .bind("before", beforeMillis)
                .execute();
    }

    /** Whether a number is one of ours rather than a caller's: who is called by us has few who call. */
    static boolean isCalledByMany(Handle sql, String number) {
        return sql.createQuery("select count(*) from (select distinct from_number from call_record"
                                + " where to_number = :number limit " + MANY + ") callers")
                        .bind("number", number)
                        .mapTo(Integer.class)
                        .one()
                >= MANY;
    }

    /** All that is known to be of somebody. */
    static Erasable.Caller caller(Handle sql, String number) {
        Set<String> sids = new HashSet<>();
        Set<String> groups = new HashSet<>();
        sql.createQuery("select p.call_sid, p.body from call_part p join call_record r"
                        + " on r.call_sid = p.call_sid where r.from_number = :number or r.to_number = :number")
                .bind("number", number)
                .map((row, context) -> {
                    sids.add(row.getString("call_sid"));
                    return groups.addAll(read(row.getString("body")).chatGroupIds());
                })
                .list();
        return new Erasable.Caller(number, sids, groups);
    }

    /** Deletes the calls of somebody; how many. */
    static int delete(Handle sql, Erasable.Caller caller) {
        int deleted = sql.createUpdate("delete from call_record where from_number = :number or to_number = :number")
                .bind("number", caller.number())
                .execute();
        List<String> sids = new ArrayList<>(caller.callSids());
        for (int from = 0; from < sids.size(); from += OLD_AT_A_TIME) {
            deleted += sql.createUpdate("delete from call_record where call_sid in (<sids>)")
                    .bindList("sids", sids.subList(from, Math.min(sids.size(), from + OLD_AT_A_TIME)))
                    .execute();
        }
        return deleted;
    }
}
