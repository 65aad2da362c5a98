package dev.trunkline.ops;

import dev.trunkline.net.http.Authority;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.ops.Operators.Operator;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    private static final String JSON = "application/json";
    private static final HttpResponse TOO_MANY =
            new HttpResponse(429, "", new byte[0], Map.of("Retry-After", "10", "Connection", "close"));
    private static final Operator THIS_MACHINE = new Operator("this-machine", Role.ADMIN);

    private final @Nullable Operators operators;
    private final @Nullable URI publicUrl;
    private final Refusals refusals;
    private final SignedIn signedIn;
    private final AdminAudit audit = new AdminAudit();

    private AdminGate(@Nullable Operators operators, @Nullable URI publicUrl, Refusals refusals, SignedIn signedIn) {
        this.operators = operators;
        this.publicUrl = publicUrl;
        this.refusals = refusals;
        this.signedIn = signedIn;
    }

    /**
     * Asks everybody for a token.
     *
     * @param publicUrl whose host requests may name, beside those of this machine
     */
    public static AdminGate asking(Operators operators, URI publicUrl, Refusals refusals) {
        return new AdminGate(operators, publicUrl, refusals, SignedIn.NOBODY);
    }

    /** Lets in this machine's own programs, for everything; for a port that nobody else can reach. */
    public static AdminGate ofThisMachine(Refusals refusals) {
        return new AdminGate(null, null, refusals, SignedIn.NOBODY);
    }

    /** The same, which people who have signed in on the page may ask as well. Sockets take a ticket of theirs. */
    public AdminGate orSignedIn(SignedIn people) {
        return new AdminGate(operators, publicUrl, refusals, people);
    }

    /** Knows people who have signed in, whose browsers show it by themselves. Thread-safe. */
    public interface SignedIn {

        /** Nobody has. */
        SignedIn NOBODY = new SignedIn() {
            @Override
            public @Nullable Operator of(HttpRequest request) {
                return null;
            }

            @Override
            public boolean isOwnPage(HttpRequest request) {
                return false;
            }
        };

        /** Who asks, or null. */
        @Nullable
        Operator of(HttpRequest request);

        /** Whether a request changes nothing, or our own page has made it: a browser shows who it is for every site's. */
        boolean isOwnPage(HttpRequest request);
    }

    /** Does something for somebody who may. */
    @FunctionalInterface
    public interface Acting {

        /** As {@link HttpEndpoint#handle}, for {@code operator}. */
        void handle(Operator operator, HttpRequest request, HttpEndpoint.Reply reply);
    }

    /** Lets somebody who may open a socket. */
    @FunctionalInterface
    public interface Watching {

        /** As {@link WebSocketEndpoint#onUpgrade}, for {@code operator}. */
        WebSocketEndpoint.Decision onUpgrade(Operator operator, HttpRequest request);
    }

    /** Knows somebody who shows no token by something else, once. Thread-safe. */
    @FunctionalInterface
    public interface Introduction {

        /** Nobody is known by anything else. */
        Introduction NONE = request -> null;

        /** Who asks, or null. */
        @Nullable
        Operator of(HttpRequest request);
    }

    /**
     * The same endpoint, for those who may.
     *
     * @param least the role that it takes; what a viewer may do is looking, everything else is an action
     * @param action what the audit log calls it
     */
    public HttpEndpoint guard(Role least, String action, HttpEndpoint endpoint) {
        return acting(least, action, (operator, request, reply) -> endpoint.handle(request, reply));
    }

    /** The same for an endpoint that asks who it is. */
    public HttpEndpoint acting(Role least, String action, Acting endpoint) {
        return acting(least, action, Introduction.NONE, endpoint);
    }

    /** The same for an endpoint that also those may ask who are introduced otherwise. */
    public HttpEndpoint acting(Role least, String action, Introduction introduction, Acting endpoint) {
        return guarded(least, action, introduction, endpoint, true);
    }

    /** The same for sockets: who opens one is noted, and not what comes of it. */
    public WebSocketEndpoint watching(Role least, String action, Introduction introduction, Watching endpoint) {
        return request -> {
            Operator operator = who(request, introduction);
            Refusal refusal = refusal(operator, least, request, true);
            if (refusal != null || operator == null) {
                return new WebSocketEndpoint.Refuse(
                        refuse(action, operator, request, refusal == null ? unknown() : refusal));
            }
            WebSocketEndpoint.Decision decision = endpoint.onUpgrade(operator, request);
            audit.opened(least, action, operator, request, decision);
            return decision;
        };
    }

    /** An endpoint that is told who asks: the name of the token. */
    @FunctionalInterface
    public interface OfOperator {
        void handle(HttpRequest request, HttpEndpoint.Reply reply, String operator);
    }

    /** The same for an endpoint that notes who asks. */
    public HttpEndpoint guard(Role least, String action, OfOperator endpoint) {
        return acting(least, action, (operator, request, reply) -> endpoint.handle(request, reply, operator.name()));
    }

    /** The same for an endpoint that machines ask under any name of this one, which changes nothing. */
    HttpEndpoint guardUnderAnyName(String action, HttpEndpoint endpoint) {
        return guarded(
                Role.VIEWER,
                action,
                Introduction.NONE,
                (operator, request, reply) -> endpoint.handle(request, reply),
                false);
    }

    private HttpEndpoint guarded(
            Role least, String action, Introduction introduction, Acting endpoint, boolean looksAtHost) {
        return (request, reply) -> {
            Operator shown = who(request, introduction);
            Operator operator = shown == null ? signedIn.of(request) : shown;
            Refusal refusal = shown == null && operator != null && !signedIn.isOwnPage(request)
                    ? FORGED
                    : refusal(operator, least, request, looksAtHost);
            if (refusal == null && operator != null) {
                endpoint.handle(operator, request, audit.of(reply, least, action, operator, request));
            } else if (refusal != null) {
                reply.send(refuse(action, operator, request, refusal));
            }
        };
    }

    private HttpResponse refuse(String action, @Nullable Operator operator, HttpRequest request, Refusal refusal) {
        HttpResponse answer = refusals.note(refusal.reason(), request.sender(), refusal.answer());
        boolean isFlood = audit.refused(action, operator, request, refusal.reason(), answer.status());
        return isFlood ? TOO_MANY : answer;
    }

    private @Nullable Operator who(HttpRequest request, Introduction introduction) {
        Operator operator = operators == null ? ofThisMachine(request) : known(operators, request);
        return operator == null ? introduction.of(request) : operator;
    }

    private static final Refusal FORGED = new Refusal(
            "forged",
            refused(403, "a session changes something only from the page itself: send Origin and X-Trunkline"));

    private record Refusal(String reason, HttpResponse answer) {}

    private @Nullable Refusal refusal(
            @Nullable Operator operator, Role least, HttpRequest request, boolean looksAtHost) {
        if (operator == null) {
            String stranger = request.sender().stranger();
            return operators == null && stranger != null ? stranger(stranger) : unknown();
        }
        if (operators != null && looksAtHost && !isOurs(request.sender().host())) {
            return new Refusal(
                    "foreign_host", refused(421, "the Host must be the public URL's, or a name of this machine"));
        }
        return operator.role().may(least)
                ? null
                : new Refusal(
                        "role",
                        refused(
                                403,
                                "the role " + operator.role().label() + " may not do this; it takes " + least.label()));
    }

    private static Refusal stranger(String reason) {
        return new Refusal(
                reason,
                refused(
                        403,
                        "only this machine's own requests are answered here, and this one is not (" + reason
                                + "); with TRUNKLINE_ADMIN_TOKEN others may ask"));
    }

    private static Refusal unknown() {
        return new Refusal(
                "admin_token",
                new HttpResponse(
                        401,
                        JSON,
                        error("send a token that this server knows: Authorization: Bearer TOKEN"),
                        Map.of("WWW-Authenticate", "Bearer", "Connection", "close")));
    }

    private static HttpResponse refused(int status, String words) {
        return new HttpResponse(status, JSON, error(words), Map.of()).closing();
    }

    /** @param words without quotes and backslashes */
    private static byte[] error(String words) {
        return ("{\"error\":\"" + words + "\"}").getBytes(StandardCharsets.UTF_8);
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
