package dev.trunkline.store;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Databases are named like {@code postgresql://user:password@host/name} everywhere but in JDBC. */
final class DatabaseUrl {

    private DatabaseUrl() {}

    /**
     * As JDBC wants it; a JDBC URL stays what it is.
     *
     * @throws IllegalArgumentException when it is no URL; the message does not repeat it, because it holds a password
     */
    static String jdbc(String url) {
        if (url.startsWith("jdbc:")) {
            return url;
        }
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the database's URL is not one; does a character need %-escaping?");
        }
        StringBuilder jdbc = new StringBuilder("jdbc:postgresql://").append(uri.getHost());
        if (uri.getPort() != -1) {
            jdbc.append(':').append(uri.getPort());
        }
        jdbc.append(uri.getRawPath());
        String separator = "?";
        if (uri.getRawQuery() != null) {
            jdbc.append('?').append(uri.getRawQuery());
            separator = "&";
        }
        String user = uri.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            jdbc.append(separator).append("user=").append(escaped(colon < 0 ? user : user.substring(0, colon)));
            if (colon >= 0) {
                jdbc.append("&password=").append(escaped(user.substring(colon + 1)));
            }
        }
        return jdbc.toString();
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
