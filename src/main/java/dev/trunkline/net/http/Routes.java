package dev.trunkline.net.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint answers which method and path. Patterns are paths with {@code {name}} for a whole segment; the first
 * that fits wins. Immutable once built.
 */
public final class Routes {

    private final List<HttpRoute> httpRoutes;
    private final List<WebSocketRoute> webSocketRoutes;
    private final String prefix;
    private final CrossOrigin crossOrigin;
    private final Map<String, String> answerHeaders;

    private Routes(Builder builder) {
        this.httpRoutes = List.copyOf(builder.httpRoutes);
        this.webSocketRoutes = List.copyOf(builder.webSocketRoutes);
        this.prefix = builder.prefix;
        this.crossOrigin = builder.crossOrigin;
        this.answerHeaders = builder.answerHeaders;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** What a look-up found: an endpoint and the values of its pattern's places. */
    record Match<E>(E endpoint, Map<String, String> pathParameters) {}

    /** Everything that is answered: a method, a blank and a pattern; a WebSocket is a GET. */
    public Set<String> listed() {
        Set<String> listed = new LinkedHashSet<>();
        httpRoutes.forEach(route -> listed.add(route.method + " " + String.join("/", route.segments)));
        webSocketRoutes.forEach(route -> listed.add("GET " + String.join("/", route.segments)));
        return listed;
    }

    /** What pages of other servers may do. */
    CrossOrigin crossOrigin() {
        return crossOrigin;
    }

    /** What every answer carries that says nothing else itself. */
    Map<String, String> answerHeaders() {
        return answerHeaders;
    }

    /** A path, or a path and a query, without the prefix under which these routes answer as well. */
    String withoutPrefix(String pathAndQuery) {
        if (prefix.isEmpty() || !pathAndQuery.startsWith(prefix + "/")) {
            return pathAndQuery;
        }
        String path = pathAndQuery.split("[?#]", 2)[0];
        boolean isOurs = !methods(path).isEmpty() || webSocket(path) != null;
        return isOurs ? pathAndQuery : pathAndQuery.substring(prefix.length());
    }

    /** HEAD is answered wherever GET is (RFC 9110, 9.3.2). */
    @Nullable
    Match<HttpEndpoint> http(String method, String path) {
        return route(method.equals("HEAD") ? "GET" : method, path);
    }

    private @Nullable Match<HttpEndpoint> route(String method, String path) {
        for (HttpRoute route : httpRoutes) {
            Map<String, String> parameters = route.method.equals(method) ? fit(route.segments, path) : null;
            if (parameters != null) {
                return new Match<>(route.endpoint, parameters);
            }
        }
        return null;
    }

    @Nullable
    Match<WebSocketEndpoint> webSocket(String path) {
        for (WebSocketRoute route : webSocketRoutes) {
            Map<String, String> parameters = fit(route.segments, path);
            if (parameters != null) {
                return new Match<>(route.endpoint, parameters);
            }
        }
        return null;
    }

    /** The methods that a path would answer; empty when it is not known at all. */
    Set<String> methods(String path) {
        Set<String> methods = new LinkedHashSet<>();
        for (HttpRoute route : httpRoutes) {
            if (fit(route.segments, path) != null) {
                methods.add(route.method);
                if (route.method.equals("GET")) {
                    methods.add("HEAD");
                }
            }
        }
        return methods;
    }

    private static @Nullable Map<String, String> fit(List<String> pattern, String path) {
        List<String> segments = segments(path);
        if (segments.size() != pattern.size()) {
            return null;
        }
        Map<String, String> parameters = new TreeMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String expected = pattern.get(i);
            String actual = segments.get(i);
            if (expected.startsWith("{")) {
                if (actual.isEmpty()) {
                    return null;
                }
                parameters.put(expected.substring(1, expected.length() - 1), actual);
            } else if (!expected.equals(actual)) {
                return null;
            }
        }
        return parameters;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private record HttpRoute(String method, List<String> segments, HttpEndpoint endpoint) {}

    private record WebSocketRoute(List<String> segments, WebSocketEndpoint endpoint) {}

    /** Collects routes. */
    public static final class Builder {
        private final List<HttpRoute> httpRoutes = new ArrayList<>();
        private final List<WebSocketRoute> webSocketRoutes = new ArrayList<>();
        private String prefix = "";
        private CrossOrigin crossOrigin = CrossOrigin.OPEN;
        private Map<String, String> answerHeaders = Map.of();

        private Builder() {}

        public Builder http(String method, String pattern, HttpEndpoint endpoint) {
            httpRoutes.add(new HttpRoute(method, segments(pattern), endpoint));
            return this;
        }

        public Builder webSocket(String pattern, WebSocketEndpoint endpoint) {
            webSocketRoutes.add(new WebSocketRoute(segments(pattern), endpoint));
            return this;
        }

        /**
         * Lets everything answer below a prefix as well, for a public URL with a path that a proxy keeps.
         *
         * @param path such as {@code /base}; empty or a slash for none
         */
        public Builder alsoUnder(String path) {
            prefix = path.replaceAll("/+$", "");
            return this;
        }

        /** What pages of other servers may do; without it nobody looks. */
        public Builder crossOrigin(CrossOrigin rules) {
            crossOrigin = rules;
            return this;
        }

        /** What every answer carries, refusals too, unless it has its own. */
        public Builder answerHeaders(Map<String, String> headers) {
            answerHeaders = Map.copyOf(headers);
            return this;
        }

        public Routes build() {
            return new Routes(this);
        }
    }
}
