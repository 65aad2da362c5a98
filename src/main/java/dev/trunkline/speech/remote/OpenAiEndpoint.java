package dev.trunkline.speech.remote;

import java.net.URI;

/**
 * A server that speaks OpenAI's HTTP API. Immutable.
 *
 * @param baseUri {@code http} or {@code https}, up to and with the version, as {@code https://api.openai.com/v1}
 * @param key sent as a bearer token; "" sends none
 * @param timeoutMillis for a whole answer
 */
public record OpenAiEndpoint(URI baseUri, String key, int timeoutMillis) {

    public OpenAiEndpoint {
        boolean isHttp = "http".equalsIgnoreCase(baseUri.getScheme()) || "https".equalsIgnoreCase(baseUri.getScheme());
        if (!isHttp || baseUri.getHost() == null || baseUri.getUserInfo() != null || baseUri.getQuery() != null) {
            throw new IllegalArgumentException("a base address must be http(s)://host[:port][/path]");
        }
        if (timeoutMillis <= 0) {
            throw new IllegalArgumentException("an endpoint's time must be more than 0 ms");
        }
    }

    /** The address of {@code path}, which begins with a slash. */
    URI at(String path) {
        String base = baseUri.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OpenAiEndpoint[" + baseUri + "]";
    }
}
