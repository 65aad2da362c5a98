package dev.trunkline.net.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a body that a request asks for. Several ranges in one request are not served: a server may answer with the whole. Source: RFC 9110,
 * 14.2. Immutable.
 *
 * @param from the first byte
 * @param lengthBytes how many; 0 when none of what is asked for is there
 */
public record ByteRange(long from, long lengthBytes) {

    private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * Reads the header.
     *
     * @param header of {@code Range}, or null
     * @param totalBytes of the whole
     * @return null when the whole is to be sent
     */
    public static @Nullable ByteRange read(@Nullable String header, long totalBytes) {
        Matcher asked = header == null ? null : ONE.matcher(header.strip());
        if (asked == null || !asked.matches()) {
            return null;
        }
        String first = asked.group(1);
        String last = asked.group(2);
        if (first.isEmpty() && last.isEmpty()) {
            return null;
        }
        if (first.isEmpty()) {
            long length = Math.min(Long.parseLong(last), totalBytes);
            return new ByteRange(totalBytes - length, length);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? totalBytes - 1 : Math.min(Long.parseLong(last), totalBytes - 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return null;
        }
        return new ByteRange(from, Math.max(0, to - from + 1));
    }

    /** Whether there is anything of it. */
    public boolean isSatisfiable() {
        return lengthBytes > 0;
    }

    /** As {@code Content-Range} tells it. */
    public String of(long totalBytes) {
        return isSatisfiable()
                ? "bytes " + from + "-" + (from + lengthBytes - 1) + "/" + totalBytes
                : "bytes */" + totalBytes;
    }
}
