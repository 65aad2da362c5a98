package dev.trunkline.net.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, whole. Immutable.
 *
 * @param method upper case
 * @param path decoded, without the query and the public URL's prefix
 * @param rawUri path and query exactly as they came, without the public URL's prefix
 * @param pathParameters what stood in the route's {@code {name}} places
 * @param query decoded, every value of a repeated name
 * @param headers names in lower case, every value of a repeated name
 * @param body as it came
 * @param sender who sent it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
public record HttpRequest(
        String method,
        String path,
        String rawUri,
        Map<String, String> pathParameters,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        byte[] body,
        Sender sender) {

    /** Without query, headers and body: keys and what people said stand there. */
    @Override
    public String toString() {
        return "HttpRequest[" + method + " " + path + "]";
    }

    /**
     * Who sent a request, as far as its connection and its headers tell.
     *
     * @param address of the peer, which may be a proxy
     * @param host whom the peer asks, or null when it says nothing about that
     * @param stranger why it is not taken for a program of this machine that speaks for itself: {@code not_loopback},
     *     {@code forwarded}, {@code foreign_host}, {@code old_http}; null when it is
     */
    public record Sender(
            String address,
            @Nullable Authority host,
            @Nullable String stranger) {

        /** Whether it is a program of this machine, and nothing hints at somebody behind it. */
        public boolean isThisMachine() {
            return stranger == null;
        }
    }

    /** The first value of a header, by its name in any case. */
    public @Nullable String header(String name) {
        return first(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The first value of a query parameter; an empty one counts as absent. */
    public @Nullable String queryValue(String name) {
        String value = first(query.get(name));
        return value == null || value.isEmpty() ? null : value;
    }

    /** What stood in the route's {@code {name}} place. */
    public String pathParameter(String name) {
        String value = pathParameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /** The body as UTF-8 text. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static @Nullable String first(@Nullable List<String> values) {
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
