package dev.trunkline.ops;

import dev.trunkline.net.http.Authority;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.ops.Operators.Operator;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who may see calls and act on them: whoever knows a token whose role is enough, or, on a port where there is none, this
 * machine's own programs. Where a request comes from never stands for a token. Every action, and every refusal, is audited.
 * Thread-safe.
 */
public final class AdminGate {

    private static final String BEARER = "bearer ";
    private static final HttpResponse TOO_MANY =
            new HttpResponse(429, "", new byte[0], Map.of("Retry-After", "10", "Connection", "close"));
    private static final Operator THIS_MACHINE = new Operator("this-machine", Role.ADMIN);

    private final @Nullable Operators operators;
    private final @Nullable URI publicUrl;
    private final Refusals refusals;
    private final AdminAudit audit = new AdminAudit();

    private AdminGate(@Nullable Operators operators, @Nullable URI publicUrl, Refusals refusals) {
        this.operators = operators;
        this.publicUrl = publicUrl;
        this.refusals = refusals;
    }

    /**
     * Asks everybody for a token.
     *
     * @param publicUrl whose host requests may name, beside those of this machine
     */
    public static AdminGate asking(Operators operators, URI publicUrl, Refusals refusals) {
        return new AdminGate(operators, publicUrl, refusals);
    }

    /** Lets in this machine's own programs, for everything; for a port that nobody else can reach. */
    public static AdminGate ofThisMachine(Refusals refusals) {
        return new AdminGate(null, null, refusals);
    }

    /**
     * The same endpoint, for those who may.
     *
     * @param least the role that it takes; what a viewer may do is looking, everything else is an action
     * @param action what the audit log calls it
     */
    public HttpEndpoint guard(Role least, String action, HttpEndpoint endpoint) {
        return guarded(least, action, endpoint, true);
    }

    /** An endpoint that is told who asks: the name of the token. */
    @FunctionalInterface
    public interface OfOperator {
        void handle(HttpRequest request, HttpEndpoint.Reply reply, String operator);
    }

    /** The same for an endpoint that notes who asks. */
    public HttpEndpoint guard(Role least, String action, OfOperator endpoint) {
        return (request, reply) -> guarded(least, action, request, reply, true, endpoint);
    }

    /** The same for an endpoint that machines ask under any name of this one, which changes nothing. */
    HttpEndpoint guardUnderAnyName(String action, HttpEndpoint endpoint) {
        return guarded(Role.VIEWER, action, endpoint, false);
    }

    private HttpEndpoint guarded(Role least, String action, HttpEndpoint endpoint, boolean looksAtHost) {
        return (request, reply) -> guarded(
                least, action, request, reply, looksAtHost, (asked, noted, operator) -> endpoint.handle(asked, noted));
    }

    private void guarded(
            Role least,
            String action,
            HttpRequest request,
            HttpEndpoint.Reply reply,
            boolean looksAtHost,
            OfOperator endpoint) {
        Operator operator = operators == null ? ofThisMachine(request) : known(operators, request);
        Refusal refusal = refusal(operator, least, request, looksAtHost);
        if (refusal == null && operator != null) {
            endpoint.handle(request, audit.of(reply, least, action, operator, request), operator.name());
        } else if (refusal != null) {
            HttpResponse answer = refusals.note(refusal.reason(), request.sender(), refusal.answer());
            boolean isFlood = audit.refused(action, operator, request, refusal.reason(), answer.status());
            reply.send(isFlood ? TOO_MANY : answer);
        }
    }

    private record Refusal(String reason, HttpResponse answer) {}

    private @Nullable Refusal refusal(
            @Nullable Operator operator, Role least, HttpRequest request, boolean looksAtHost) {
        if (operator == null) {
            String stranger = request.sender().stranger();
            return operators == null && stranger != null ? stranger(stranger) : unknown();
        }
        if (operators != null && looksAtHost && !isOurs(request.sender().host())) {
            return new Refusal(
                    "foreign_host", refused(421, "the Host must be the public URL's, or a name of this machine\n"));
        }
        return operator.role().may(least)
                ? null
                : new Refusal(
                        "role",
                        refused(
                                403,
                                "the role " + operator.role().label() + " may not do this; it takes " + least.label()
                                        + "\n"));
    }

    private static Refusal stranger(String reason) {
        return new Refusal(
                reason,
                refused(
                        403,
                        "only this machine's own requests are answered here, and this one is not (" + reason
                                + "); with TRUNKLINE_ADMIN_TOKEN others may ask\n"));
    }

    private static Refusal unknown() {
        return new Refusal(
                "admin_token",
                new HttpResponse(401, "", new byte[0], Map.of("WWW-Authenticate", "Bearer", "Connection", "close")));
    }

    private static HttpResponse refused(int status, String words) {
        return HttpResponse.text(status, words).closing();
    }

    private static @Nullable Operator ofThisMachine(HttpRequest request) {
        return request.sender().isThisMachine() ? THIS_MACHINE : null;
    }

    private static @Nullable Operator known(Operators operators, HttpRequest request) {
        String authorization = request.header("Authorization");
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? operators.of(authorization.substring(BEARER.length()).strip())
                : null;
    }

    private boolean isOurs(@Nullable Authority host) {
        return host != null
                && (host.isLoopback() || (publicUrl != null && host.host().equalsIgnoreCase(publicUrl.getHost())));
    }
}
