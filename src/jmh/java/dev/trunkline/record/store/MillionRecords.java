package dev.trunkline.record.store;

import dev.trunkline.record.CallRecord;
import dev.trunkline.record.RecordPage;
import dev.trunkline.record.RecordParts;
import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.RecordQuery.Cursor;
import dev.trunkline.record.RecordQuery.Expression;
import dev.trunkline.store.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Fills a database with records, and times what people ask of it. To be run by hand, with {@code -Dbench.main=} of this class, against a
 * PostgreSQL that holds nothing else: {@code jdbc:postgresql://host/db?user=.. 1000000}.
 */
final class MillionRecords {

    private static final int BATCH = 500;
    private static final int CALLERS = 200_000;
    private static final int TIMES = 30;
    private static final long BEGAN_MILLIS =
            Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long BETWEEN_MILLIS = 25_000;
    private static final String[] ROUTES = {"main", "billing", "support", "sales"};
    private static final String[] ENDS = {"caller_hung_up", "agent_hung_up", "transferred", "ai_lost"};
    private static final String[] EXPRESSIONS = {"calm", "joy", "anger", "distress", "confusion", "interest"};

    private final Random random = new Random(1);
    private final String[] vocabulary = new String[20_000];

    private MillionRecords() {
        for (int i = 0; i < vocabulary.length; i++) {
            vocabulary[i] = "w" + Integer.toString(i * 7 + 1, 36);
        }
    }

    public static void main(String[] arguments) throws Exception {
        try (Database database = RecordTables.open(arguments[0])) {
            MillionRecords records = new MillionRecords();
            records.fill(database, Integer.parseInt(arguments[1]));
            records.ask(database, Integer.parseInt(arguments[1]));
        }
    }

    private void fill(Database database, int count) {
        long there = database.jdbi()
                .withHandle(sql -> sql.createQuery("select count(*) from call_record")
                        .mapTo(Long.class)
                        .one());
        long beganNanos = System.nanoTime();
        for (int from = (int) there; from < count; from += BATCH) {
            List<CallRecord> batch = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                batch.add(record(i));
            }
            database.jdbi().useTransaction(sql -> RecordTables.write(sql, batch));
            if (from % 50_000 == 0) {
                System.out.printf("%,d records after %d s%n", from, (System.nanoTime() - beganNanos) / 1_000_000_000);
            }
        }
        System.out.printf("%,d records after %d s%n", count, (System.nanoTime() - beganNanos) / 1_000_000_000);
        database.jdbi().useHandle(sql -> sql.execute("analyze"));
    }

    private String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // As in a language: the commonest tenth of the words is most of what is said.
            double place = Math.pow(random.nextDouble(), 4);
            words.append(vocabulary[(int) (place * vocabulary.length)]).append(' ');
        }
        return words.toString();
    }

    private CallRecord record(int number) {
        List<CallRecord.Line> lines = new ArrayList<>();
        List<Long> turns = new ArrayList<>();
        for (int turn = 0; turn < 6; turn++) {
            Map<String, Double> scores =
                    Map.of(EXPRESSIONS[random.nextInt(EXPRESSIONS.length)], random.nextInt(1_000) / 1_000.0);
            lines.add(new CallRecord.Line("caller", words(12), turn * 9_000L, null, null, false, "", scores));
            lines.add(new CallRecord.Line(
                    "agent", words(20), turn * 9_000L + 1_000, 5_000L, 5_000L, false, "", Map.of()));
            turns.add(400L + random.nextInt(random.nextInt(50) == 0 ? 8_000 : 900));
        }
        CallRecord bare = new CallRecord(
                "CA%032x".formatted(number),
                "ended",
                ROUTES[random.nextInt(ROUTES.length)],
                "+1415%07d".formatted(random.nextInt(CALLERS)),
                "+18005550100",
                Instant.ofEpochMilli(BEGAN_MILLIS + number * BETWEEN_MILLIS).toString(),
                55_000,
                "caller",
                ENDS[Math.min(ENDS.length - 1, (int) Math.abs(random.nextGaussian() * 1.5))],
                "nobody",
                null,
                "group-" + number,
                List.of(),
                310L,
                lines,
                turns,
                List.of(),
                List.of(),
                "",
                0,
                0,
                Map.of(),
                List.of(),
                "evi.example",
                List.of(),
                new CallRecord.Figures(
                        turns.size(),
                        turns.get(0),
                        turns.get(0),
                        turns.stream().max(Long::compare).orElseThrow(),
                        0,
                        0,
                        0,
                        null,
                        null),
                new CallRecord.Usage(55_000, 54_000),
                new CallRecord.Cost("USD", 0.1, 0.05, 0.05),
                null);
        return RecordParts.joined(List.of(bare));
    }

    private void ask(Database database, int count) {
        long lastMillis = BEGAN_MILLIS + count * BETWEEN_MILLIS;
        RecordQuery all = RecordQuery.all(50);
        Map<String, RecordQuery> questions = new LinkedHashMap<>();
        questions.put("page one", all);
        questions.put("a page from the middle", all.after(new Cursor(BEGAN_MILLIS + count / 2 * BETWEEN_MILLIS, "CA")));
        questions.put("number of a caller", query("+14150000077", null, null, null, null, null, null));
        questions.put("called number (all calls)", query("+18005550100", null, null, null, null, null, null));
        questions.put("number that never called", query("+19995550100", null, null, null, null, null, null));
        questions.put("a day", query(null, lastMillis - 86_400_000L * 90, null, null, null, null, null));
        questions.put("route and end", query(null, null, "sales", "ai_lost", null, null, null));
        questions.put("end that never was", query(null, null, null, "bug", null, null, null));
        questions.put("a common word", query(null, null, null, null, vocabulary[0], null, null));
        questions.put("a word of every tenth call", query(null, null, null, null, vocabulary[3_000], null, null));
        questions.put("a rare word", query(null, null, null, null, vocabulary[19_990], null, null));
        questions.put(
                "three words",
                query(
                        null,
                        null,
                        null,
                        null,
                        vocabulary[5] + " " + vocabulary[900] + " " + vocabulary[15_000],
                        null,
                        null));
        questions.put("a word that was never said", query(null, null, null, null, "never", null, null));
        questions.put("anger of 0.5", query(null, null, null, null, null, new Expression("anger", 0.5), null));
        questions.put("anger of 0.999", query(null, null, null, null, null, new Expression("anger", 0.999), null));
        questions.put("slower than 5 s", query(null, null, null, null, null, null, 5_000L));
        questions.put("slower than 8.39 s", query(null, null, null, null, null, null, 8_390L));
        questions.put(
                "number, word, expression",
                query("+14150000077", null, null, null, vocabulary[1], new Expression("anger", 0.1), null));
        RecordSearch search = new RecordSearch(database.isPostgreSql());
        questions.forEach((name, question) -> {
            double[] millis = new double[TIMES];
            int found = 0;
            for (int i = 0; i < TIMES; i++) {
                long beganNanos = System.nanoTime();
                RecordPage<?> page = database.jdbi().withHandle(sql -> search.search(sql, question));
                millis[i] = (System.nanoTime() - beganNanos) / 1e6;
                found = page.records().size();
            }
            double first = millis[0];
            Arrays.sort(millis);
            System.out.printf(
                    "| %s | %d | %.1f | %.1f | %.1f |%n", name, found, first, millis[TIMES / 2], millis[TIMES - 1]);
        });
    }

    private static RecordQuery query(
            String number, Long from, String route, String end, String words, Expression expression, Long slower) {
        return new RecordQuery(number, from, null, route, end, words, expression, slower, 50, null);
    }
}
