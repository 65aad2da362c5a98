package dev.trunkline.engine.access;

import dev.trunkline.engine.access.ClientSecrets.ClientSecret;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.http.WebSocketEndpoint.Decision;
import dev.trunkline.net.http.WebSocketEndpoint.Refuse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the Realtime dialect. A request shows one of the engine's API keys as clients of that dialect do: {@code Authorization:
 * Bearer}, Azure's header {@code api-key}, or, from a browser, the subprotocol {@code openai-insecure-api-key.KEY}; sockets may
 * show a client secret instead. Never in a query. Where there are no keys the rule is that of {@link Access}: this machine's own
 * programs, whatever they show, but a client secret must be a good one there too. Thread-safe.
 *
 * <p>Source of the ways to show a key: npm {@code openai} 7.59.0 and {@code @openai/agents-realtime} 0.20.0.
 */
public final class RealtimeAccess {

    /** What browsers ask for, and close the socket when it is not chosen. */
    public static final String SUBPROTOCOL = "realtime";

    private static final String KEY_PROTOCOL = "openai-insecure-api-key.";
    private static final HttpResponse WRONG_KEY = HttpResponse.json(
            401,
            "{\"error\":{\"message\":\"Incorrect API key provided. Show it as 'Authorization: Bearer KEY', or as the"
                    + " subprotocol 'openai-insecure-api-key.KEY'.\",\"type\":\"invalid_request_error\",\"param\":null,"
                    + "\"code\":\"invalid_api_key\"}}");

    private final Access access;
    private final ClientSecrets secrets;

    public RealtimeAccess(Access access, ClientSecrets secrets) {
        this.access = access;
        this.secrets = secrets;
    }

    /** Opens sessions. */
    @FunctionalInterface
    public interface Sessions {

        /**
         * A session for somebody who may have one.
         *
         * @param sessionJson what it is to begin with, as {@code session.update} would say it; null for the defaults
         */
        Decision open(HttpRequest request, @Nullable String sessionJson);
    }

    /** Sockets for those who may; the handshakes of everybody else are refused with a JSON body. */
    public WebSocketEndpoint admit(Sessions sessions) {
        return request -> {
            String shown = shown(request);
            boolean isKey = access.isKey(shown); // also where it looks like a client secret
            boolean isSecret = !isKey && isSecret(shown);
            ClientSecret secret = shown != null && isSecret ? secrets.find(shown) : null;
            HttpResponse refusal = isSecret && secret == null
                    ? access.refused(request, WRONG_KEY)
                    : access.refusal(request, secret != null || isKey, WRONG_KEY);
            return refusal == null
                    ? named(sessions.open(request, secret == null ? null : secret.sessionJson()))
                    : new Refuse(refusal);
        };
    }

    /** The same endpoint for those who show an API key: client secrets make no others. */
    public HttpEndpoint guard(HttpEndpoint endpoint) {
        return access.guard(endpoint, RealtimeAccess::shown, WRONG_KEY);
    }

    private static boolean isSecret(@Nullable String shown) {
        return shown != null && shown.startsWith(ClientSecrets.PREFIX);
    }

    private static Decision named(Decision decision) {
        return decision instanceof Accept accept
                ? new Accept(accept.handler(), accept.maxMessageBytes(), SUBPROTOCOL)
                : decision;
    }

    private static @Nullable String shown(HttpRequest request) {
        String bearer = Access.bearer(request);
        if (bearer != null) {
            return bearer;
        }
        String azure = request.header("api-key");
        return azure == null ? ofBrowser(request) : azure;
    }

    private static @Nullable String ofBrowser(HttpRequest request) {
        for (String line : request.headers().getOrDefault("sec-websocket-protocol", List.of())) {
            for (String protocol : line.split(",", -1)) {
                if (protocol.strip().startsWith(KEY_PROTOCOL)) {
                    return protocol.strip().substring(KEY_PROTOCOL.length());
                }
            }
        }
        return null;
    }
}
