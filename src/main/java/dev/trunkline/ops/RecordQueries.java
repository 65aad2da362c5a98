package dev.trunkline.ops;

import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.SearchTerms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which records somebody wants from the query of a URL. */
final class RecordQueries {

    private static final Set<String> FILTERS =
            Set.of("number", "from", "to", "route", "end", "words", "expression", "slowerThanMillis", "limit", "after");
    private static final Pattern EXPRESSION = Pattern.compile("(.{1,64}):([01](?:\\.[0-9]{1,6})?)");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final int USUAL_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_CHARACTERS = 1_000;

    private RecordQueries() {}

    /** What is wrong with a query; the message names the field, and what to do. */
    static final class Mistake extends Exception {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }

    /**
     * @param query every value of each name
     * @param limit how many at a time, when it is not the asker's to say; else null
     */
    static RecordQuery read(Map<String, List<String>> query, @Nullable Integer limit) throws Mistake {
        for (String name : query.keySet()) {
            if (!FILTERS.contains(name) || (limit != null && (name.equals("limit") || name.equals("after")))) {
                throw new Mistake(name + " is no filter here; known are " + new TreeSet<>(FILTERS));
            }
        }
        String number = text(query, "number");
        String after = text(query, "after");
        RecordQuery.Cursor cursor = after == null ? null : RecordQuery.Cursor.parse(after);
        if (after != null && cursor == null) {
            throw new Mistake("after must be what next was in the page before");
        }
        Integer wanted = limit == null ? whole(query, "limit", MAX_LIMIT) : limit;
        if (wanted != null && wanted == 0) {
            throw new Mistake("limit must be a whole number from 1 to " + MAX_LIMIT);
        }
        Integer slower = whole(query, "slowerThanMillis", Integer.MAX_VALUE);
        return new RecordQuery(
                number == null ? null : SearchTerms.number(number),
                time(query, "from"),
                time(query, "to"),
                text(query, "route"),
                text(query, "end"),
                words(query),
                expression(query),
                slower == null ? null : slower.longValue(),
                wanted == null ? USUAL_LIMIT : wanted,
                cursor);
    }

    private static @Nullable String text(Map<String, List<String>> query, String name) throws Mistake {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new Mistake(name + " stands there twice; give one");
        }
        String value = values.isEmpty() ? "" : values.get(0).strip();
        if (value.length() > MAX_CHARACTERS) {
            throw new Mistake(name + " has more than " + MAX_CHARACTERS + " characters");
        }
        return value.isEmpty() ? null : value;
    }

    private static @Nullable String words(Map<String, List<String>> query) throws Mistake {
        String words = text(query, "words");
        if (words != null && SearchTerms.words(words).isEmpty()) {
            throw new Mistake("words must hold a letter or a digit");
        }
        return words;
    }

    private static @Nullable Long time(Map<String, List<String>> query, String name) throws Mistake {
        String text = text(query, name);
        if (text == null) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .toEpochMilli()
                    : Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new Mistake(name + " must be a time such as 2026-11-30T08:00:00Z, or a day such as 2026-11-30");
        }
    }

    private static RecordQuery.@Nullable Expression expression(Map<String, List<String>> query) throws Mistake {
        String text = text(query, "expression");
        if (text == null) {
            return null;
        }
        Matcher matcher = EXPRESSION.matcher(text);
        if (!matcher.matches() || Double.parseDouble(matcher.group(2)) > 1) {
            throw new Mistake("expression must be a name and the least that it was, 0 to 1, such as anger:0.5");
        }
        return new RecordQuery.Expression(matcher.group(1).strip(), Double.parseDouble(matcher.group(2)));
    }

    private static @Nullable Integer whole(Map<String, List<String>> query, String name, int most) throws Mistake {
        String text = text(query, name);
        if (text == null) {
            return null;
        }
        if (!WHOLE.matcher(text).matches() || Long.parseLong(text) > most) {
            throw new Mistake(
                    name + " must be a whole number" + (most < Integer.MAX_VALUE ? " from 1 to " + most : ""));
        }
        return Integer.valueOf(text);
    }
}
