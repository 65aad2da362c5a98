package dev.trunkline.engine.access;

import dev.trunkline.net.HttpEndpoint;
import dev.trunkline.net.HttpRequest;
import dev.trunkline.net.HttpResponse;
import dev.trunkline.net.WebSocketEndpoint;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may use the engine, on sockets and over REST alike. A request shows an API key ({@code X-Hume-Api-Key}, or
 * {@code api_key} in the query) or an access token ({@code Authorization: Bearer}, or {@code access_token} in the query);
 * one that is good is enough. A key is no token, and a token no key. Every key may do everything. Thread-safe.
 */
public final class Access {

    private static final String BEARER = "bearer ";
    private static final HttpResponse REFUSAL = HttpResponse.json(
            401,
            "{\"code\":\"unauthorized\",\"error\":\"Unauthorized\",\"message\":\"A valid API key (header X-Hume-Api-Key"
                    + " or query api_key) or access token (header Authorization: Bearer or query access_token) is"
                    + " required.\"}");

    private final ApiKeys keys;
    private final @Nullable String secretKey;
    private final AccessTokens tokens;

    /**
     * @param apiKeys empty: everybody may do everything, and gets tokens
     * @param secretKey what goes with any of the keys; null: any secret does
     * @param wallClock of the tokens' expiry
     * @throws IllegalArgumentException when a key or the secret is empty
     */
    public Access(Set<String> apiKeys, @Nullable String secretKey, InstantSource wallClock) {
        if (apiKeys.contains("") || "".equals(secretKey)) {
            throw new IllegalArgumentException("an API key or secret key must not be empty; leave it out instead");
        }
        this.keys = new ApiKeys(apiKeys);
        this.secretKey = secretKey;
        this.tokens = new AccessTokens(secretKey, wallClock);
    }

    /** Whether the request shows a key or a token that is good now. */
    public boolean allows(HttpRequest request) {
        return keys.isOpen()
                || keys.contains(request.header("x-hume-api-key"))
                || keys.contains(request.queryValue("api_key"))
                || isToken(bearer(request))
                || isToken(request.queryValue("access_token"));
    }

    /** The same endpoint for those who may; everybody else gets 401 with a JSON body. */
    public HttpEndpoint guard(HttpEndpoint endpoint) {
        return (request, reply) -> {
            if (allows(request)) {
                endpoint.handle(request, reply);
            } else {
                reply.send(REFUSAL);
            }
        };
    }

    /** The same endpoint for those who may; the handshakes of everybody else are refused with 401 and a JSON body. */
    public WebSocketEndpoint guard(WebSocketEndpoint endpoint) {
        return request -> allows(request) ? endpoint.onUpgrade(request) : new WebSocketEndpoint.Refuse(REFUSAL);
    }

    /** A new token for whoever knows the key and its secret; null for everybody else. */
    @Nullable
    String token(String apiKey, String secret) {
        boolean known = !apiKey.isEmpty() && (keys.isOpen() || keys.contains(apiKey));
        // Both are compared in any case: the time it takes tells nobody which one was wrong.
        boolean secretFits = secretKey == null || ApiKeys.isSame(secretKey, secret);
        return known && secretFits ? tokens.issue(apiKey) : null;
    }

    private boolean isToken(@Nullable String token) {
        return token != null && keys.all().stream().anyMatch(key -> tokens.isGood(token, key));
    }

    private static @Nullable String bearer(HttpRequest request) {
        String authorization = request.header("authorization");
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
