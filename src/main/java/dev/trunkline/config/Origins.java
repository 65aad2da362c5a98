package dev.trunkline.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Origins as browsers send them (RFC 6454, 6.2). Thread-safe. */
final class Origins {

    private static final Pattern ORIGIN = Pattern.compile(
            "(?<scheme>https?)://(?<host>[a-z0-9_-]++(?:\\.[a-z0-9_-]++)*+\\.?|\\[[0-9a-f:]+])(?::(?<port>[0-9]{1,5}))?/?");
    private static final int MAX_PORT = 65_535;

    private Origins() {}

    /** Lower case, without a slash at the end and the scheme's own port, which people copy; null when it is no origin. */
    static @Nullable String plain(String text) {
        Matcher origin = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
        if (!origin.matches()) {
            return null;
        }
        String scheme = origin.group("scheme");
        String host = origin.group("host");
        String port = origin.group("port");
        boolean isAddressWrong = host.startsWith("[")
                && UrlText.read(scheme + "://" + host, scheme).url() == null;
        if (isAddressWrong) {
            return null;
        }
        int usual = scheme.equals("https") ? 443 : 80;
        int given = port == null ? usual : Integer.parseInt(port);
        if (given < 1 || given > MAX_PORT) {
            return null;
        }
        return scheme + "://" + host + (given == usual ? "" : ":" + given);
    }
}
