package dev.trunkline.net;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, whole. Immutable.
 *
 * @param method upper case
 * @param path decoded, without the query
 * @param rawUri path and query exactly as they came
 * @param pathParameters what stood in the route's {@code {name}} places
 * @param query decoded, every value of a repeated name
 * @param headers names in lower case, every value of a repeated name
 * @param body as it came
 * @param loopback whether the peer is this machine, and says of nobody else that it speaks for them (a tunnel on this
 *     machine forwards the whole Internet: {@code X-Forwarded-For}, {@code Forwarded})
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
        boolean loopback) {

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
