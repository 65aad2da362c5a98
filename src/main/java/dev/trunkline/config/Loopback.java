package dev.trunkline.config;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells this machine's own addresses by their text; no name is looked up. Thread-safe. */
public final class Loopback {

    private static final Pattern IPV4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?(::1|(0{1,4}:){7}0{0,3}1)]?");

    private Loopback() {}

    /** Whether what is sent to a URL stays in this machine. */
    public static boolean is(URI url) {
        return url.getHost() != null && is(url.getHost());
    }

    /** The same of a host's name or address. */
    public static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches();
    }
}
