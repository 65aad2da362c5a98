package dev.trunkline.ai.gemini;

import dev.trunkline.net.websocket.SocketTimeouts;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where Gemini Live is and how long we wait for it. Immutable.
 *
 * @param liveUri the whole address of {@code BidiGenerateContent}
 * @param apiKey sent in a header; null for a server that asks for none
 * @param model for agents that do not say
 * @param timeouts ready, from our {@code setup} on, with its {@code setupComplete}
 * @param connectionLimitMillis how long a connection lasts, which the service does not say by itself before the last minute; 0: no limit
 */
public record GeminiSettings(
        URI liveUri, @Nullable String apiKey, String model, SocketTimeouts timeouts, long connectionLimitMillis) {

    /** What is asked for when nobody says. */
    public static final String USUAL_MODEL = "gemini-3.1-flash-live-preview";

    /** Many times a message of Gemini, which are tenths of a second of sound; the next one would close with 1009. */
    static final int MAX_MESSAGE_BYTES = 2 << 20;

    private static final String LIVE_PATH =
            "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";

    /** Users have measured half a minute from a ping to its answer. */
    private static final SocketTimeouts TIMEOUTS = new SocketTimeouts(3_000, 5_000, 4_000, 45_000);

    private static final long CONNECTION_LIMIT_MILLIS = TimeUnit.MINUTES.toMillis(10);

    /**
     * The usual patience and limits.
     *
     * @param base {@code wss://host}, or the whole address of another version's {@code BidiGenerateContent}
     * @param apiKey null for a server that asks for none
     * @param model null for {@link #USUAL_MODEL}
     * @throws IllegalArgumentException when {@code base} is no such address; the message holds no part of it
     */
    public static GeminiSettings of(URI base, @Nullable String apiKey, @Nullable String model) {
        return new GeminiSettings(
                liveUri(base), apiKey, model == null ? USUAL_MODEL : model, TIMEOUTS, CONNECTION_LIMIT_MILLIS);
    }

    /** The same with another patience. */
    public GeminiSettings waiting(long connectMillis, long readyMillis) {
        return new GeminiSettings(
                liveUri, apiKey, model, timeouts.waiting(connectMillis, readyMillis), connectionLimitMillis);
    }

    /** The same of a service that ends its connections after another time. */
    public GeminiSettings lasting(long limitMillis) {
        return new GeminiSettings(liveUri, apiKey, model, timeouts, limitMillis);
    }

    /** What a handshake carries: a key is never in the address, because addresses end up in the logs of every proxy on the way. */
    Map<String, String> headers() {
        return apiKey == null ? Map.of() : Map.of("x-goog-api-key", apiKey);
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "GeminiSettings[" + liveUri.getHost() + ", model=" + model + "]";
    }

    private static URI liveUri(URI base) {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new IllegalArgumentException("the address of Gemini begins with wss:// or ws://");
        }
        if (base.getHost() == null || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address of Gemini has a host and no user");
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("the address of Gemini has no query: the key goes elsewhere");
        }
        String whole = base.toString().replaceAll("/+$", "");
        return URI.create(base.getRawPath().replace("/", "").isEmpty() ? whole + LIVE_PATH : whole);
    }
}
