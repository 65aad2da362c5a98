package dev.trunkline.record;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which records are wanted: those for which all that is given holds, newest first. Immutable.
 *
 * @param number of the caller or the called one, in the normal form of {@code PhoneAddress}
 * @param fromMillis the first moment in which they may have begun, since 1970
 * @param toMillis the first in which they may not
 * @param route the name of their route
 * @param end a label of {@code CallEnd}, or {@link CallRecord#PROCESS_DIED}
 * @param words each of which was said or noted
 * @param slowerThanMillis some answer of theirs took longer
 * @param limit how many at a time
 * @param after the last one of the page before, or null for the first page
 */
public record RecordQuery(
        @Nullable String number,
        @Nullable Long fromMillis,
        @Nullable Long toMillis,
        @Nullable String route,
        @Nullable String end,
        @Nullable String words,
        @Nullable Expression expression,
        @Nullable Long slowerThanMillis,
        int limit,
        @Nullable Cursor after) {

    /** Some line expressed it so strongly. */
    public record Expression(String name, double atLeast) {
        public Expression {
            name = name.toLowerCase(Locale.ROOT);
        }
    }

    /** A place between two records: behind the one that began then. */
    public record Cursor(long beganMillis, String callSid) implements Comparable<Cursor> {

        static Cursor of(CallRecord record) {
            return new Cursor(record.beganMillis(), record.callSid());
        }

        /** As it stands in a URL. */
        public String text() {
            byte[] bytes = (beganMillis + ":" + callSid).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        /** Reads what {@link #text()} wrote; null for anything else. */
        public static @Nullable Cursor parse(String text) {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(":", 2);
                return parts.length == 2 ? new Cursor(Long.parseLong(parts[0]), parts[1]) : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        /** The oldest first. */
        @Override
        public int compareTo(Cursor other) {
            int byTime = Long.compare(beganMillis, other.beganMillis);
            return byTime != 0 ? byTime : callSid.compareTo(other.callSid);
        }
    }

    /** All of them. */
    public static RecordQuery all(int limit) {
        return new RecordQuery(null, null, null, null, null, null, null, null, limit, null);
    }

    /** The same from there on. */
    public RecordQuery after(@Nullable Cursor cursor) {
        return new RecordQuery(
                number, fromMillis, toMillis, route, end, words, expression, slowerThanMillis, limit, cursor);
    }

    /** The same whatever was said. */
    public RecordQuery withoutWords() {
        return new RecordQuery(
                number, fromMillis, toMillis, route, end, null, expression, slowerThanMillis, limit, after);
    }

    /** Whether a record is one of them. */
    boolean matches(CallRecord record) {
        SearchTerms terms = SearchTerms.of(record);
        Long slowest = record.figures().turnMaxMillis();
        return (number == null || number.equals(terms.from()) || number.equals(terms.to()))
                && (fromMillis == null || terms.beganMillis() >= fromMillis)
                && (toMillis == null || terms.beganMillis() < toMillis)
                && (route == null || route.equals(record.route()))
                && (end == null || end.equals(record.end()))
                && (words == null || terms.hold(words))
                && (expression == null || terms.peaks().getOrDefault(expression.name(), -1.0) >= expression.atLeast())
                && (slowerThanMillis == null || (slowest != null && slowest > slowerThanMillis))
                && (after == null || Cursor.of(record).compareTo(after) < 0);
    }
}
