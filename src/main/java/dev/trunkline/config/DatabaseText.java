package dev.trunkline.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody typed as the address of a database. Drivers repeat an address that they cannot read, password included, so its
 * shape is judged before one sees it; nothing said here repeats any of it. Thread-safe.
 */
final class DatabaseText {

    private static final String ESCAPED = "(?:[^%\\s]|%[0-9a-fA-F]{2})";
    private static final String HOST = "(?:[\\w.-]+|\\[[0-9a-fA-F:.]+])";
    private static final String PLACE = HOST + "(?::[0-9]{1,5})?";
    private static final String NAME_AND_OPTIONS = "/(?![/?#])" + ESCAPED + "++";

    /** With a user before the host, as everywhere but in JDBC. */
    private static final Pattern POSTGRESQL =
            Pattern.compile("postgres(?:ql)?://(?:(?<user>(?:[^@/?#%\\s]|%[0-9a-fA-F]{2})*+)@)?(?<places>" + PLACE + ")"
                    + NAME_AND_OPTIONS);

    private static final Pattern JDBC_POSTGRESQL =
            Pattern.compile("jdbc:postgresql://(?<places>" + PLACE + "(?:," + PLACE + ")*+)" + NAME_AND_OPTIONS);
    private static final Pattern ANY_POSTGRESQL = Pattern.compile("(?s)(jdbc:)?postgres(ql)?:.*");
    private static final Pattern PORT = Pattern.compile(":([0-9]+)(?=,|$)");
    private static final Pattern H2_FILE = Pattern.compile("jdbc:h2:(?:file:)?([~./\\w][^;]*).*");
    private static final Pattern WITHOUT_TLS = Pattern.compile(".*[?&]sslmode=(disable|allow)(&.*)?");
    private static final Pattern PASSWORD_OPTION = Pattern.compile(".*[?&]password=[^&]+.*");
    private static final int MAX_PORT = 65_535;

    private DatabaseText() {}

    /** What is wrong with it, to follow its name; null when nothing is. */
    static @Nullable String trouble(String url) {
        if (url.startsWith("jdbc:h2:")) {
            String trouble = h2Trouble(url);
            return trouble == null ? null : "names a file in a folder " + trouble;
        }
        if (!ANY_POSTGRESQL.matcher(url).matches()) {
            return "must begin with postgresql:// or jdbc:h2:";
        }
        String places = places(url);
        if (places == null) {
            return url.startsWith("jdbc:")
                    ? "must look like jdbc:postgresql://host:port/name?user=..&password=.., other characters written as %.."
                    : "must look like postgresql://user:password@host:port/name, other characters written as %..";
        }
        boolean isPortWrong = PORT.matcher(places)
                .results()
                .mapToInt(port -> Integer.parseInt(port.group(1)))
                .anyMatch(port -> port < 1 || port > MAX_PORT);
        return isPortWrong ? "must have a port from 1 to " + MAX_PORT : null;
    }

    /** Whether its password may go over the network where everybody on the way can read it. */
    static boolean isReadOnTheWay(String url) {
        String places = places(url);
        return places != null
                && WITHOUT_TLS.matcher(url).matches()
                && (PASSWORD_OPTION.matcher(url).matches() || hasUserWithPassword(url))
                && Pattern.compile(",").splitAsStream(places).anyMatch(each -> !Loopback.is(host(each)));
    }

    private static boolean hasUserWithPassword(String url) {
        Matcher matcher = POSTGRESQL.matcher(url);
        String user = matcher.matches() ? matcher.group("user") : null;
        return user != null && user.contains(":");
    }

    /** Its hosts with their ports, or null when it is not what PostgreSQL's driver reads. */
    private static @Nullable String places(String url) {
        boolean isJdbc = url.startsWith("jdbc:");
        Matcher matcher = (isJdbc ? JDBC_POSTGRESQL : POSTGRESQL).matcher(url);
        return matcher.matches() && (isJdbc || isUri(url)) ? matcher.group("places") : null;
    }

    private static boolean isUri(String url) {
        try {
            return new URI(url).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String host(String place) {
        return place.replaceFirst(":[0-9]{1,5}$", "");
    }

    private static @Nullable String h2Trouble(String url) {
        Matcher file = H2_FILE.matcher(url);
        if (!file.matches() || file.group(1).startsWith("mem:") || file.group(1).matches("(tcp|ssl|zip|nio).*:.*")) {
            return null;
        }
        try {
            Path path = Path.of(
                    file.group(1).replaceFirst("^~", Matcher.quoteReplacement(System.getProperty("user.home"))));
            Path folder = path.toAbsolutePath().getParent();
            return folder == null ? null : Folders.trouble(folder);
        } catch (InvalidPathException e) {
            return "whose name no file can have";
        }
    }
}
