package dev.trunkline.engine.access;

import dev.trunkline.engine.rest.JsonResponses;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.WebSocketEndpoint;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may use the engine, on sockets and over REST alike. A request shows an API key ({@code X-Hume-Api-Key}, or
 * {@code api_key} in the query) or an access token ({@code Authorization: Bearer}, or {@code access_token} in the query);
 * one that is good is enough; SDKs before 0.15 write {@code apiKey} and {@code accessToken} in the query, clients of the
 * expression stream {@code apikey}. A key is no token, and a token no key. Every key may do everything. Where there are no keys, only
 * this machine's own programs may: no page of another server, and nobody behind a proxy. Thread-safe.
 */
public final class Access {

    private static final String BEARER = "bearer ";
    private static final Pattern JSON = Pattern.compile("(?i)application/([a-z0-9.-]+\\+)?json *(;.*)?");
    private static final HttpResponse NOT_JSON = JsonResponses.error(415, "The Content-Type must be application/json.");
    private static final HttpResponse TOO_MANY = JsonResponses.error(
            429, "No more than " + RequestRate.REQUESTS_PER_SECOND + " requests a second.", Map.of("Retry-After", "1"));
    private static final List<String> KEY_PARAMETERS = List.of("api_key", "apiKey", "apikey");
    private static final List<String> TOKEN_PARAMETERS = List.of("access_token", "accessToken");
    private static final HttpResponse REFUSAL = JsonResponses.error(
            401,
            "A valid API key (header X-Hume-Api-Key or query api_key) or access token (header Authorization: Bearer or"
                    + " query access_token) is required.");

    private final ApiKeys keys;
    private final @Nullable String secretKey;
    private final AccessTokens tokens;
    private final RequestRate rate;
    private final Refusals refusals;

    /**
     * @param apiKeys empty: this machine's programs may do everything, and get tokens
     * @param secretKey what goes with any of the keys; null: any secret does
     * @param wallClock of the tokens' expiry
     * @param clockNanos of the limit on requests
     * @throws IllegalArgumentException when a key or the secret is empty
     */
    public Access(
            Set<String> apiKeys,
            @Nullable String secretKey,
            InstantSource wallClock,
            LongSupplier clockNanos,
            Refusals refusals) {
        if (apiKeys.contains("") || "".equals(secretKey)) {
            throw new IllegalArgumentException("an API key or secret key must not be empty; leave it out instead");
        }
        this.keys = new ApiKeys(apiKeys);
        this.secretKey = secretKey;
        this.tokens = new AccessTokens(secretKey, wallClock);
        this.rate = new RequestRate(clockNanos);
        this.refusals = refusals;
    }

    /** Whether the request shows a key or a token that is good now, or comes from this machine where none is needed. */
    public boolean allows(HttpRequest request) {
        return keys.isOpen() ? request.sender().isThisMachine() : key(request) != null;
    }

    /** The key that the request shows, or that its token was issued for; null when there is none that is good. */
    private @Nullable String key(HttpRequest request) {
        String bearer = bearer(request);
        String inHeader = request.header("x-hume-api-key");
        String inQuery = first(request, KEY_PARAMETERS);
        String token = first(request, TOKEN_PARAMETERS);
        String found = null;
        for (String key : keys.all()) { // all of them: how long it takes says nothing about any
            boolean isShown =
                    isKey(key, inHeader) || isKey(key, inQuery) || isToken(key, bearer) || isToken(key, token);
            found = isShown ? key : found;
        }
        return found;
    }

    private static boolean isKey(String key, @Nullable String given) {
        return given != null && ApiKeys.isSame(key, given);
    }

    private boolean isToken(String key, @Nullable String given) {
        return given != null && tokens.isGood(given, key);
    }

    /** Why the request is not let in, as an answer; null when it is. */
    private @Nullable HttpResponse refusal(HttpRequest request) {
        if (!keys.isOpen()) {
            return key(request) == null ? refused(request, REFUSAL) : null;
        }
        return strangerRefusal(request);
    }

    /** The same for a request whose key was looked at; {@code wrongKey} when it had to be good and is not. */
    @Nullable
    HttpResponse refusal(HttpRequest request, boolean isKeyGood, HttpResponse wrongKey) {
        if (keys.isOpen()) {
            return strangerRefusal(request);
        }
        return isKeyGood ? null : refused(request, wrongKey);
    }

    /** Notes that the request showed a wrong key. */
    HttpResponse refused(HttpRequest request, HttpResponse wrongKey) {
        return refusals.note("api_key", request.sender(), wrongKey);
    }

    /** Whether it is one of the keys. */
    boolean isKey(@Nullable String shown) {
        return keys.contains(shown);
    }

    private @Nullable HttpResponse strangerRefusal(HttpRequest request) {
        String stranger = request.sender().stranger();
        return stranger == null
                ? null
                : refusals.note(
                        stranger,
                        request.sender(),
                        JsonResponses.error(
                                403,
                                "Without API keys only this machine's own requests are answered, and this one is not ("
                                        + stranger + ")."));
    }

    /** The same endpoint for those who may; everybody else gets a JSON body that says why not. */
    public HttpEndpoint guard(HttpEndpoint endpoint) {
        return guard(endpoint, this::key, this::refusal);
    }

    /** The same, of a key that {@code shown} finds; {@code wrongKey} when it is none. */
    HttpEndpoint guard(HttpEndpoint endpoint, Function<HttpRequest, @Nullable String> shown, HttpResponse wrongKey) {
        return guard(
                endpoint,
                request -> isKey(shown.apply(request)) ? shown.apply(request) : null,
                request -> refusal(request, isKey(shown.apply(request)), wrongKey));
    }

    private HttpEndpoint guard(
            HttpEndpoint endpoint,
            Function<HttpRequest, @Nullable String> goodKey,
            Function<HttpRequest, @Nullable HttpResponse> refusalOf) {
        return limited(goodKey, (request, reply) -> {
            HttpResponse refusal = refusalOf.apply(request);
            if (refusal == null && keys.isOpen() && !isJsonOrEmpty(request)) {
                // A page may post text, or no type at all, to any server without asking.
                refusal = refusals.note("content_type", request.sender(), NOT_JSON);
            }
            if (refusal == null) {
                endpoint.handle(request, reply);
            } else {
                reply.send(refusal);
            }
        });
    }

    /** The endpoint that exchanges keys for tokens: it looks at keys itself. */
    public HttpEndpoint guard(TokenEndpoint endpoint) {
        return limited(this::key, (request, reply) -> {
            HttpResponse refusal = keys.isOpen() ? refusal(request) : null;
            if (refusal == null) {
                endpoint.handle(request, reply);
            } else {
                reply.send(refusal);
            }
        });
    }

    private HttpEndpoint limited(Function<HttpRequest, @Nullable String> goodKey, HttpEndpoint endpoint) {
        return (request, reply) -> {
            String key = keys.isOpen() ? null : goodKey.apply(request);
            if (rate.take(key == null ? "peer " + request.sender().address() : "key " + key)) {
                endpoint.handle(request, reply);
            } else {
                reply.send(refusals.note("rate", request.sender(), TOO_MANY));
            }
        };
    }

    private static boolean isJsonOrEmpty(HttpRequest request) {
        String type = request.header("content-type");
        return request.body().length == 0 || (type != null && JSON.matcher(type).matches());
    }

    /** The same endpoint for those who may; the handshakes of everybody else are refused with a JSON body. */
    public WebSocketEndpoint guard(WebSocketEndpoint endpoint) {
        return request -> {
            HttpResponse refusal = refusal(request);
            return refusal == null ? endpoint.onUpgrade(request) : new WebSocketEndpoint.Refuse(refusal);
        };
    }

    /** A new token for whoever knows the key and its secret; null for everybody else. */
    @Nullable
    String token(String apiKey, String secret) {
        boolean known = !apiKey.isEmpty() && (keys.isOpen() || keys.contains(apiKey));
        // Both are compared in any case: the time it takes tells nobody which one was wrong.
        boolean secretFits = secretKey == null || ApiKeys.isSame(secretKey, secret);
        return known && secretFits ? tokens.issue(apiKey) : null;
    }

    /** The first of the parameters that is there; the documented spelling counts before the others. */
    private static @Nullable String first(HttpRequest request, List<String> parameters) {
        for (String name : parameters) {
            String value = request.queryValue(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    static @Nullable String bearer(HttpRequest request) {
        String authorization = request.header("authorization");
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }
}
