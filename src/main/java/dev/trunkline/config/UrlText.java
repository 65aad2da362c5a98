package dev.trunkline.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address that somebody typed. Immutable.
 *
 * @param url null when it cannot be used
 * @param trouble what is wrong with it, to follow its name; null when nothing is. No part of the address but its scheme stands
 *     there: people paste passwords into addresses
 */
public record UrlText(@Nullable URI url, @Nullable String trouble) {

    private static final int MAX_PORT = 65_535;

    /**
     * Reads an address that must have a host and no user.
     *
     * @param schemes one of them is asked for; the first is what an example begins with
     */
    public static UrlText read(String text, String... schemes) {
        String scheme = text.replaceFirst("(?s)://.*", "").toLowerCase(Locale.ROOT);
        List<String> allowed = Arrays.asList(schemes);
        String beginning = String.join(":// or ", schemes) + "://";
        if (!text.contains("://")) {
            return wrong("is not a URL; it must begin with " + beginning);
        }
        if (!allowed.contains(scheme)) {
            boolean isScheme = scheme.matches("[a-z][a-z0-9+.-]{0,9}");
            return wrong("must be a URL that begins with " + beginning + (isScheme ? ", not " + scheme + "://" : ""));
        }
        String rest = text.substring(scheme.length());
        String authority = rest.substring("://".length()).replaceFirst("(?s)[/?#].*", "");
        if (authority.contains("@")) {
            return wrong("must not hold a user or a password; keys and tokens have settings of their own");
        }
        try {
            URI url = new URI(scheme + rest);
            if (url.getHost() == null) {
                return wrong("is not a URL: there is no host in it, or it has characters that no host has");
            }
            if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
                return wrong("must have a port from 1 to " + MAX_PORT);
            }
            return new UrlText(url, null);
        } catch (URISyntaxException e) {
            return wrong("is not a URL: it has a space, or another character that must be written as %..");
        }
    }

    private static UrlText wrong(String trouble) {
        return new UrlText(null, trouble);
    }
}
