package dev.trunkline.net.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and its port, as a {@code Host} header, a URL or an {@code Origin} names them (RFC 9110, 7.2). Immutable.
 *
 * @param host in lower case, an IPv6 address in its brackets; nothing else is made equal, "localhost." is not "localhost"
 * @param port -1 when none is named
 */
public record Authority(String host, int port) {

    private static final int MAX_LENGTH = 300; // a name of DNS has 253 at most
    private static final int MAX_PORT = 65_535;

    // RFC 3986, 3.2.2 without user information: a name, an IPv4 address, or something in brackets.
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._~!$&'()*+,;=%-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{0,5}))?");

    private static final Pattern LOOPBACK_IPV4 = Pattern.compile("127(\\.(0|[1-9][0-9]{0,2})){3}");

    /** Null for what is none: user information, a port that is no number, blanks, nothing at all. */
    public static @Nullable Authority parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !form.matches()) {
            return null;
        }
        String digits = form.group(2);
        int port = digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
        return port > MAX_PORT ? null : new Authority(form.group(1).toLowerCase(Locale.ROOT), port);
    }

    /**
     * Whether the host is a name of this machine that nobody else can own: {@code localhost}, {@code 127.0.0.0/8} with four
     * decimal numbers, {@code [::1]}. Other spellings of the same addresses are not: no honest client sends them.
     */
    public boolean isLoopback() {
        return host.equals("localhost") || host.equals("[::1]") || isLoopbackIpv4();
    }

    private boolean isLoopbackIpv4() {
        if (!LOOPBACK_IPV4.matcher(host).matches()) {
            return false;
        }
        for (String number : host.split("\\.", -1)) {
            if (Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return true;
    }
}
