package dev.trunkline.lab.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** How times and numbers are said to people. Thread-safe. */
public final class Texts {

    /** Keeps a number with its unit. */
    public static final String NO_BREAK = "\u00A0"; // a number stays with its unit
    /** Where there is nothing. */
    public static final String DASH = "\u2013";
    /** Leads to what follows. */
    public static final String ARROW = "\u2192";
    /** Between two facts. */
    public static final String DOT = " \u00B7 ";

    private static final long TENTH = 100;
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private Texts() {}

    /** A format filled, the same in every country. */
    public static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** 412 ms, 3.42 s. */
    public static String span(long millis) {
        return Math.abs(millis) < SECOND
                ? millis + NO_BREAK + "ms"
                : String.format(Locale.ROOT, "%.2f", millis / (double) SECOND) + NO_BREAK + "s";
    }

    /** 25.3 s, 4 min 05 s. */
    public static String length(long millis) {
        return millis < MINUTE
                ? String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND)
                : String.format(Locale.ROOT, "%d min %02d s", millis / MINUTE, millis % MINUTE / SECOND);
    }

    /** 0:03. */
    public static String clock(long millis) {
        return String.format(Locale.ROOT, "%d:%02d", millis / MINUTE, millis % MINUTE / SECOND);
    }

    /** 0:03.4, rounded. */
    public static String fineClock(long millis) {
        long tenths = Math.round(millis / (double) TENTH);
        return String.format(Locale.ROOT, "%s.%d", clock(tenths * TENTH), tenths % 10);
    }

    /** 21 May 2026, 09:30 UTC; what is no time stays as it is. */
    public static String day(String iso) {
        try {
            return DAY.format(Instant.parse(iso).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return iso;
        }
    }

    /** The middle one; of an even number the lower middle, so that it is a value which was measured. */
    public static OptionalLong median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? OptionalLong.empty() : OptionalLong.of(sorted[(sorted.length - 1) / 2]);
    }

    /** framesSent: frames sent. */
    public static String apart(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** With a capital. */
    public static String upper(String sentence) {
        return sentence.isEmpty() ? "" : sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
