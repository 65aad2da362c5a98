package dev.trunkline.record.store;

import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallSummary;
import dev.trunkline.record.RecordPage;
import dev.trunkline.record.RecordParts;
import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.RecordQuery.Cursor;
import dev.trunkline.record.SearchTerms;
import dev.trunkline.store.StorableText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Finds records in SQL. Each page begins at a key and not at a number of rows, so that the thousandth costs what the first does. Blocks. */
final class RecordSearch {

    private static final int SECONDS_AT_MOST = 20;

    private static final String HAS_WORDS = "r.words_found @@ plainto_tsquery('simple', :words)";
    private static final String BY_WORDS = "set local enable_indexscan = off; set local enable_seqscan = off";
    private static final int WINDOW = 10_000; // calls; looking at them takes a tenth of a second at most

    /** All but the words. */
    private static final String COLUMNS =
            "r.call_sid, r.began_millis, r.duration_millis, r.route, r.from_shown, r.to_shown,"
                    + " r.end_label, r.ended_by, r.blame, r.transferred_to, r.far_end, r.greeting_millis, r.turn_p50_millis,"
                    + " r.turn_max_millis, r.turns, r.barge_ins, r.line_count, r.cost, r.currency";

    private final boolean hasWordIndex;
    private final int window;

    /** @param hasWordIndex whether it is PostgreSQL, which finds words by an index; else every call of the others is looked at */
    RecordSearch(boolean hasWordIndex) {
        this(hasWordIndex, WINDOW);
    }

    /** @param window in how many of the newest calls words are looked for before their index is */
    RecordSearch(boolean hasWordIndex, int window) {
        this.hasWordIndex = hasWordIndex;
        this.window = window;
    }

    private record Found(Cursor at, CallSummary summary) {}

    /** What a list says of these. */
    RecordPage<CallSummary> search(Handle sql, RecordQuery wanted) {
        RecordPage<Found> page = found(sql, wanted);
        return new RecordPage<>(page.records().stream().map(Found::summary).toList(), page.next());
    }

    /** The whole of these. */
    RecordPage<CallRecord> read(Handle sql, RecordQuery wanted) {
        RecordPage<Found> page = found(sql, wanted);
        List<String> sids =
                page.records().stream().map(found -> found.at().callSid()).toList();
        Map<String, CallRecord> whole = whole(sql, sids);
        List<CallRecord> records = new ArrayList<>();
        for (String sid : sids) {
            CallRecord record = whole.get(sid);
            if (record != null) { // not deleted in between
                records.add(record);
            }
        }
        return new RecordPage<>(records, page.next());
    }

    /** One, or null. */
    @Nullable
    CallRecord find(Handle sql, String callSid) {
        return whole(sql, List.of(callSid)).get(callSid);
    }

    private static Map<String, CallRecord> whole(Handle sql, List<String> sids) {
        Map<String, List<CallRecord>> parts = new HashMap<>();
        if (!sids.isEmpty()) {
            sql.createQuery("select body from call_part where call_sid in (<sids>) order by call_sid, began_millis")
                    .bindList("sids", sids)
                    .mapTo(String.class)
                    .map(RecordTables::read)
                    .forEach(part -> parts.computeIfAbsent(part.callSid(), sid -> new ArrayList<>())
                            .add(part));
        }
        Map<String, CallRecord> whole = new HashMap<>();
        parts.forEach((sid, each) -> whole.put(sid, RecordParts.joined(each)));
        return whole;
    }

    private RecordPage<Found> found(Handle sql, RecordQuery wanted) {
        if (wanted.words() == null || !hasWordIndex) {
            return page(sql, wanted, null);
        }
        Cursor end = endOfWindow(sql, wanted);
        RecordPage<Found> newest = page(sql, wanted, end);
        if (end == null || newest.next() != null) {
            return newest;
        }
        return sql.inTransaction(plan -> {
            plan.execute(BY_WORDS);
            return page(plan, wanted, null);
        });
    }

    /**
     * Where so many of the newest end for which all but the words hold; null when there are fewer. Common words are soon met among them,
     * and rare ones are found by their index: PostgreSQL does not know which are which, and looked at a million calls, the newest first,
     * for a word that nobody ever said (8 s).
     */
    private @Nullable Cursor endOfWindow(Handle sql, RecordQuery wanted) {
        RecordQuery other = wanted.withoutWords();
        Query query = sql.createQuery("select r.began_millis, r.call_sid from call_record r" + where(conditions(other))
                + " order by r.began_millis desc, r.call_sid desc offset " + window + " limit 1");
        bindFilters(query, other);
        return query.map((row, context) -> new Cursor(row.getLong("began_millis"), row.getString("call_sid")))
                .findOne()
                .orElse(null);
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    /** @param oldest that may be looked at, or null for all */
    private RecordPage<Found> page(Handle sql, RecordQuery wanted, @Nullable Cursor oldest) {
        List<String> conditions = conditions(wanted);
        add(conditions, oldest, "(r.began_millis, r.call_sid) >= (:windowMillis, :windowSid)");
        Query query = sql.createQuery("select " + COLUMNS + " from call_record r" + where(conditions)
                + " order by r.began_millis desc, r.call_sid desc limit :limit");
        query.setQueryTimeout(SECONDS_AT_MOST);
        query.bind("limit", wanted.limit() + 1);
        bindFilters(query, wanted);
        if (oldest != null) {
            query.bind("windowMillis", oldest.beganMillis()).bind("windowSid", oldest.callSid());
        }
        return RecordPage.of(query.map(RecordSearch::row).list(), wanted.limit(), Found::at);
    }

    private List<String> conditions(RecordQuery wanted) {
        List<String> all = new ArrayList<>();
        add(all, wanted.number(), "(r.from_number = :number or r.to_number = :number)");
        add(all, wanted.fromMillis(), "r.began_millis >= :from");
        add(all, wanted.toMillis(), "r.began_millis < :to");
        add(all, wanted.route(), "r.route = :route");
        add(all, wanted.end(), "r.end_label = :end");
        add(all, wanted.slowerThanMillis(), "r.turn_max_millis > :slower");
        add(
                all,
                wanted.expression(),
                "exists (select 1 from call_expression e where e.call_sid = r.call_sid and e.name = :expression"
                        + " and e.peak >= :peak)");
        add(all, wanted.after(), "(r.began_millis, r.call_sid) < (:afterMillis, :afterSid)");
        if (wanted.words() != null && hasWordIndex) {
            all.add(HAS_WORDS);
        } else if (wanted.words() != null) {
            for (int i = 0; i < eachWord(wanted.words()).length; i++) {
                all.add("r.words like :word" + i);
            }
        }
        return all;
    }

    private static void add(List<String> conditions, @Nullable Object given, String condition) {
        if (given != null) {
            conditions.add(condition);
        }
    }

    private static String[] eachWord(String words) {
        return SearchTerms.words(words).strip().split(" ");
    }

    private void bindFilters(Query query, RecordQuery wanted) {
        bind(query, "number", wanted.number());
        bind(query, "from", wanted.fromMillis());
        bind(query, "to", wanted.toMillis());
        bind(query, "route", wanted.route());
        bind(query, "end", wanted.end());
        bind(query, "slower", wanted.slowerThanMillis());
        RecordQuery.Expression expression = wanted.expression();
        if (expression != null) {
            query.bind("expression", expression.name()).bind("peak", expression.atLeast());
        }
        Cursor after = wanted.after();
        if (after != null) {
            query.bind("afterMillis", after.beganMillis()).bind("afterSid", after.callSid());
        }
        String words = wanted.words();
        if (words != null && hasWordIndex) {
            query.bind("words", StorableText.of(SearchTerms.words(words), Integer.MAX_VALUE));
        } else if (words != null) {
            String[] each = eachWord(words);
            for (int i = 0; i < each.length; i++) {
                query.bind("word" + i, "% " + each[i] + " %"); // letters and digits only: nothing to escape
            }
        }
    }

    private static void bind(Query query, String name, @Nullable Object value) {
        if (value != null) {
            query.bind(name, value instanceof String text ? StorableText.of(text, Integer.MAX_VALUE) : value);
        }
    }

    private static Found row(ResultSet row, StatementContext context) throws SQLException {
        long beganMillis = row.getLong("began_millis");
        String callSid = row.getString("call_sid");
        return new Found(
                new Cursor(beganMillis, callSid),
                new CallSummary(
                        callSid,
                        Instant.ofEpochMilli(beganMillis).toString(),
                        row.getLong("duration_millis"),
                        row.getString("route"),
                        row.getString("from_shown"),
                        row.getString("to_shown"),
                        row.getString("end_label"),
                        row.getString("ended_by"),
                        row.getString("blame"),
                        row.getString("transferred_to"),
                        row.getString("far_end"),
                        row.getObject("greeting_millis", Long.class),
                        row.getObject("turn_p50_millis", Long.class),
                        row.getObject("turn_max_millis", Long.class),
                        row.getInt("turns"),
                        row.getInt("barge_ins"),
                        row.getInt("line_count"),
                        row.getObject("cost", Double.class),
                        row.getString("currency")));
    }
}
