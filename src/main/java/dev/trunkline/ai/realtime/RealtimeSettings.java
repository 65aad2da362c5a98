package dev.trunkline.ai.realtime;

import dev.trunkline.net.websocket.SocketTimeouts;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.QueryStringEncoder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a far end of the Realtime dialect is and how long we wait for it. Immutable; one for all connectors.
 *
 * @param dialect how it speaks
 * @param uri {@code wss://host/v1/realtime}, without the model
 * @param headers of the handshake, with the key: never part of an address, a log or an error
 * @param model unless the agent names another; null where the server needs none
 * @param timeouts ready with {@code session.updated}
 * @param epochSeconds the clock on the wall, for {@code expires_at}
 */
public record RealtimeSettings(
        RealtimeDialect dialect,
        URI uri,
        Map<String, String> headers,
        @Nullable String model,
        SocketTimeouts timeouts,
        LongSupplier epochSeconds) {

    /** A message holds some hundred milliseconds of sound as a rule. */
    static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private static final Set<String> QUERY = Set.of("api-version");
    private static final SocketTimeouts TIMEOUTS = new SocketTimeouts(3_000, 4_000, 2_000, 4_000);

    public RealtimeSettings {
        headers = Map.copyOf(headers);
    }

    /**
     * The usual patience.
     *
     * @param base {@code wss://host}, with the dialect's path, another one, or none; of a query only {@code api-version}
     * @param key null for a server that asks for none
     * @param model null for a server that needs none named
     * @throws IllegalArgumentException when {@code base} is no such address; the message holds no part of it
     */
    public static RealtimeSettings of(RealtimeDialect dialect, URI base, @Nullable String key, @Nullable String model) {
        Map<String, String> headers = key == null ? Map.of() : Map.of(dialect.keyHeader(), dialect.keyValue(key));
        LongSupplier wall = () -> Instant.now().getEpochSecond();
        return new RealtimeSettings(dialect, sessionUri(dialect, base), headers, model, TIMEOUTS, wall);
    }

    /** The same with another patience. */
    public RealtimeSettings waiting(long connectMillis, long readyMillis) {
        return waiting(timeouts.waiting(connectMillis, readyMillis));
    }

    /** The same with another patience. */
    RealtimeSettings waiting(SocketTimeouts others) {
        return new RealtimeSettings(dialect, uri, headers, model, others, epochSeconds);
    }

    /** The same by another clock on the wall. */
    RealtimeSettings at(LongSupplier clock) {
        return new RealtimeSettings(dialect, uri, headers, model, timeouts, clock);
    }

    /** The address of a session with this model, or, null, with ours. */
    URI uri(@Nullable String agentsModel) {
        String wanted = agentsModel == null ? model : agentsModel;
        if (wanted == null) {
            return uri;
        }
        QueryStringEncoder query = new QueryStringEncoder("");
        query.addParam("model", wanted);
        String parameter = query.toString().substring(1);
        return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + parameter);
    }

    private static URI sessionUri(RealtimeDialect dialect, URI base) {
        String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("ws") && !scheme.equals("wss")) {
            throw new IllegalArgumentException("the address of a Realtime server begins with wss:// or ws://");
        }
        if (base.getHost() == null || base.getRawUserInfo() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("the address of a Realtime server has a host and no user");
        }
        Map<String, List<String>> given = new QueryStringDecoder(base).parameters();
        if (!QUERY.containsAll(given.keySet())) {
            throw new IllegalArgumentException(
                    "the address of a Realtime server has no query but api-version: models and keys go elsewhere");
        }
        String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        String whole = path.isEmpty() ? dialect.path() : path.endsWith("/realtime") ? path : path + "/realtime";
        QueryStringEncoder address = new QueryStringEncoder(scheme + "://" + base.getRawAuthority() + whole);
        String version =
                given.containsKey("api-version") ? given.get("api-version").get(0) : dialect.apiVersion();
        if (version != null) {
            address.addParam("api-version", version);
        }
        return URI.create(address.toString());
    }

    /** What headers hold is secret. */
    @Override
    public String toString() {
        return "RealtimeSettings[dialect=" + dialect + ", host=" + uri.getHost() + ", model=" + model + "]";
    }
}
