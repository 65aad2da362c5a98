package dev.trunkline.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed as the address of a Redis, judged before a client sees it, which might repeat a password that it cannot read;
 * nothing said here repeats any of it. Thread-safe.
 */
final class RedisText {

    private static final String ESCAPED = "(?:[^@/?#%,\\s]|%[0-9a-fA-F]{2})";
    private static final String PLACE = "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])(?::[0-9]{1,5})?";
    private static final Pattern PLAIN = Pattern.compile("(?<scheme>rediss?)://(?:(?<user>" + ESCAPED
            + "*+)@)?(?<places>" + PLACE + ")(?:/[0-9]{0,4})?(?:\\?[^\\s#]*)?");
    private static final Pattern SENTINEL = Pattern.compile("(?<scheme>rediss?)-sentinel://(?:(?<user>" + ESCAPED
            + "*+)@)?(?<places>" + PLACE + "(?:," + PLACE + ")*+)(?:/[0-9]{0,4})?(?:\\?[^\\s#]*)?#[\\w.-]+");
    private static final Pattern SOCKET = Pattern.compile("(?s)redis[-+]socket:.*");
    private static final Pattern BETWEEN = Pattern.compile("\\s*,\\s*(?=rediss?://)");
    private static final Pattern PORT = Pattern.compile(":([0-9]+)$");
    private static final int MAX_PORT = 65_535;

    private RedisText() {}

    /** Each of several addresses. */
    static List<String> each(String urls) {
        return Arrays.asList(BETWEEN.split(urls));
    }

    /** What is wrong with it, to follow its name; null when nothing is. */
    static @Nullable String trouble(String urls) {
        if (SOCKET.matcher(urls).matches()) {
            return "is a socket in the file system, which needs a native transport that is not in the jar; use redis://127.0.0.1";
        }
        List<String> all = each(urls);
        for (String url : all) {
            Matcher read = read(url);
            if (read == null) {
                return "must look like redis://user:password@host:6379, rediss://.., or redis-sentinel://host:26379,host:26379#master;"
                        + " other characters are written as %..; several of the first two kinds, with commas between them, are a"
                        + " cluster";
            }
            if (all.size() > 1 && url.contains("-sentinel:")) {
                return "names Sentinels among others; the Sentinels of one address are host:port,host:port";
            }
            if (Arrays.stream(read.group("places").split(",", -1)).anyMatch(RedisText::isPortWrong)) {
                return "must have ports from 1 to " + MAX_PORT;
            }
        }
        return null;
    }

    private static boolean isPortWrong(String place) {
        Matcher port = PORT.matcher(place);
        return port.find() && (Integer.parseInt(port.group(1)) < 1 || Integer.parseInt(port.group(1)) > MAX_PORT);
    }

    private static @Nullable Matcher read(String url) {
        Matcher plain = PLAIN.matcher(url);
        Matcher sentinel = SENTINEL.matcher(url);
        return plain.matches() ? plain : sentinel.matches() ? sentinel : null;
    }

    /** Whether a password may go over the network where everybody on the way can read it. */
    static boolean isReadOnTheWay(String urls) {
        return each(urls).stream()
                .map(RedisText::read)
                .anyMatch(read -> read != null
                        && read.group("scheme").equals("redis")
                        && read.group("user") != null
                        && Arrays.stream(read.group("places").split(",", -1))
                                .anyMatch(place -> !Loopback.is(place.replaceFirst(":[0-9]{1,5}$", ""))));
    }
}
