package dev.trunkline.ops;

import dev.trunkline.net.http.Authority;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Refusals;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who may see calls and end them: whoever knows the admin token, or, on a port where there is none, this machine's own
 * programs. Where a request comes from never stands for the token. Thread-safe.
 */
public final class AdminGate {

    private static final String BEARER = "bearer ";

    private final @Nullable String token;
    private final @Nullable URI publicUrl;
    private final Refusals refusals;

    private AdminGate(@Nullable String token, @Nullable URI publicUrl, Refusals refusals) {
        this.token = token;
        this.publicUrl = publicUrl;
        this.refusals = refusals;
    }

    /**
     * Asks everybody for the token.
     *
     * @param publicUrl whose host requests may name, beside those of this machine
     */
    public static AdminGate asking(String token, URI publicUrl, Refusals refusals) {
        return new AdminGate(token, publicUrl, refusals);
    }

    /** Lets in this machine's own programs; for a port that nobody else can reach. */
    public static AdminGate ofThisMachine(Refusals refusals) {
        return new AdminGate(null, null, refusals);
    }

    /** The same endpoint, for those who may. */
    HttpEndpoint guard(HttpEndpoint endpoint) {
        return guarded(endpoint, true);
    }

    /** The same for an endpoint that machines ask under any name of this one, which changes nothing. */
    HttpEndpoint guardUnderAnyName(HttpEndpoint endpoint) {
        return guarded(endpoint, false);
    }

    private HttpEndpoint guarded(HttpEndpoint endpoint, boolean looksAtHost) {
        return (request, reply) -> {
            HttpResponse refusal = token == null ? stranger(request) : refusal(token, request, looksAtHost);
            if (refusal == null) {
                endpoint.handle(request, reply);
            } else {
                reply.send(refusal);
            }
        };
    }

    private @Nullable HttpResponse stranger(HttpRequest request) {
        String reason = request.sender().stranger();
        return reason == null
                ? null
                : refusals.note(
                        reason,
                        HttpResponse.text(
                                403,
                                "only this machine's own requests are answered here, and this one is not (" + reason
                                        + "); with TRUNKLINE_ADMIN_TOKEN others may ask\n"));
    }

    private @Nullable HttpResponse refusal(String expected, HttpRequest request, boolean looksAtHost) {
        if (!knows(expected, request)) {
            return refusals.note(
                    "admin_token", new HttpResponse(401, "", new byte[0], Map.of("WWW-Authenticate", "Bearer")));
        }
        if (looksAtHost && !isOurs(request.sender().host())) {
            return refusals.note(
                    "foreign_host",
                    HttpResponse.text(421, "the Host must be the public URL's, or a name of this machine\n"));
        }
        return null;
    }

    private static boolean knows(String expected, HttpRequest request) {
        String authorization = request.header("Authorization");
        return authorization != null
                && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isOurs(@Nullable Authority host) {
        return host != null
                && (host.isLoopback() || (publicUrl != null && host.host().equalsIgnoreCase(publicUrl.getHost())));
    }
}
