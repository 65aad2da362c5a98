package dev.trunkline.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When to try again: after a second, then twice as long each time, an hour at most; each pause is cut by up to half, by chance, so
 * that what failed together does not come together. A receiver that says when is asked then. Confined to one thread.
 */
final class Backoff {

    /** After which nobody tries any more. */
    static final long GIVES_UP_MILLIS = Duration.ofDays(1).toMillis();

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();
    private static final int DOUBLINGS = 12; // more than an hour
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param failures how many attempts have failed in a row, at least 1 */
    long pauseMillis(int failures) {
        long wholeMillis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, DOUBLINGS));
        return wholeMillis / 2 + random.nextLong(wholeMillis / 2 + 1);
    }

    /**
     * For how long a receiver wants to be left alone.
     *
     * @param retryAfter its header, or null
     * @return 0 when it does not say; a day at most
     */
    static long askedForMillis(@Nullable String retryAfter, long nowMillis) {
        if (retryAfter == null) {
            return 0;
        }
        String text = retryAfter.strip();
        if (SECONDS.matcher(text).matches()) {
            return bounded(Duration.ofSeconds(Long.parseLong(text)).toMillis());
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return bounded(date.toEpochMilli() - nowMillis);
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private static long bounded(long millis) {
        return Math.max(0, Math.min(GIVES_UP_MILLIS, millis));
    }
}
