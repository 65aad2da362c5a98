package dev.trunkline.signin;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.PeerFailures;
import dev.trunkline.net.http.Routes;
import dev.trunkline.ops.Operators.Operator;
import dev.trunkline.ops.Sessions;
import dev.trunkline.telemetry.AuditLog;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Signing in and out: {@code GET /auth/login} sends a browser to the provider, {@code GET /auth/callback} takes it back and begins
 * a session, {@code GET /auth/session} tells the page who it is, {@code POST /auth/logout} ends the session. Thread-safe.
 */
public final class SignIn {

    /** Of one browser, for one sign-in. Lax, because the provider sends the browser back from another site. */
    private static final String BROWSER_COOKIE = "__Host-trunkline-signin";

    private static final String NOT_STORED = "no-store";
    private static final HttpResponse BUSY = refused(503, "too many sign in at once; try again in a moment");

    private final SignInSettings settings;
    private final Sessions sessions;
    private final OpenIdProvider provider;
    private final PendingSignIns pending;
    private final Executor thread;
    private final AuditLog audit = new AuditLog();
    private final PeerFailures strangers;

    /** @param thread its own: the provider is asked on it */
    public SignIn(SignInSettings settings, Sessions sessions, LongSupplier nanoTime, Executor thread) {
        this.settings = settings;
        this.sessions = sessions;
        this.provider = new OpenIdProvider(settings, nanoTime);
        this.pending = new PendingSignIns(nanoTime);
        this.strangers = new PeerFailures(nanoTime);
        this.thread = thread;
    }

    /** Adds the routes. */
    public void contribute(Routes.Builder routes) {
        routes.http("GET", "/auth/login", (request, reply) -> onThread(reply, () -> login(request, reply)));
        routes.http("GET", "/auth/callback", this::callback);
        routes.http("GET", "/auth/session", this::session);
        routes.http("POST", "/auth/logout", this::logout);
    }

    private void onThread(HttpEndpoint.Reply reply, Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            reply.send(BUSY);
        }
    }

    private void login(HttpRequest request, HttpEndpoint.Reply reply) {
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        String browser = new State().getValue();
        try {
            URI address = provider.address(state, nonce, verifier);
            if (!pending.add(state.getValue(), nonce, verifier, browser)) {
                reply.send(BUSY);
                return;
            }
            String cookie = BROWSER_COOKIE + "=" + browser + "; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax";
            reply.send(sent(address, cookie));
        } catch (IOException | RuntimeException e) {
            refuse(request, reply, 502, "unreachable", "the provider of signin.issuer cannot be reached");
        }
    }

    private void callback(HttpRequest request, HttpEndpoint.Reply reply) {
        String state = request.queryValue("state");
        PendingSignIns.Pending who = state == null ? null : pending.take(state);
        String browser = Sessions.cookieOf(request, BROWSER_COOKIE);
        if (who == null || browser == null || !isSame(who.browser(), browser)) {
            refuse(
                    request,
                    reply,
                    403,
                    "state",
                    "this sign-in is not yours, too old, or was used before; sign in again");
            return;
        }
        String issuer = request.queryValue("iss"); // RFC 9207: whoever mixes providers up says another
        String code = request.queryValue("code");
        if (issuer != null && !issuer.equals(settings.issuer().toString())) {
            refuse(request, reply, 403, "issuer", "another provider has answered than was asked");
        } else if (code == null) {
            String error = request.queryValue("error");
            refuse(
                    request,
                    reply,
                    403,
                    "provider",
                    "the provider has not signed you in"
                            + (error != null && error.matches("[a-z_]{1,40}") ? " (" + error + ")" : ""));
        } else {
            onThread(reply, () -> comeBack(request, reply, who, code));
        }
    }

    private void comeBack(HttpRequest request, HttpEndpoint.Reply reply, PendingSignIns.Pending who, String code) {
        try {
            var claims = provider.claims(code, who.verifier(), who.nonce());
            Operator operator = SignedInRole.of(claims, settings);
            if (operator == null) {
                refuse(
                        request,
                        reply,
                        403,
                        "role",
                        "you have signed in, and have no role here: ask who configures signin.*");
                return;
            }
            audit(request, operator.name(), 303)
                    .addKeyValue("role", operator.role().name())
                    .log(AuditLog.ADMIN);
            reply.send(sent(settings.home(), sessions.begin(operator)));
        } catch (OpenIdProvider.Untrusted e) {
            refuse(
                    request,
                    reply,
                    403,
                    "untrusted",
                    e.getMessage(),
                    "what the provider says is not believed; the audit log tells why");
        } catch (IOException | RuntimeException e) {
            refuse(
                    request,
                    reply,
                    502,
                    "not_asked",
                    e.getMessage(),
                    "the provider of signin.issuer cannot be asked; the audit log tells why");
        }
    }

    private void refuse(HttpRequest request, HttpEndpoint.Reply reply, int status, String reason, String words) {
        refuse(request, reply, status, reason, reason, words);
    }

    /**
     * Refuses somebody.
     *
     * @param kind of which an address gets one line in a while
     * @param reason for the audit log
     * @param words for whoever asked
     */
    private void refuse(
            HttpRequest request,
            HttpEndpoint.Reply reply,
            int status,
            String kind,
            @Nullable String reason,
            String words) {
        PeerFailures.Noted noted = strangers.note(request.sender().address(), "sign_in " + kind);
        if (noted.isTold()) { // nobody fills a disk from outside
            audit(request, "unknown", status)
                    .addKeyValue("reason", reason)
                    .addKeyValue("leftOut", noted.leftOut() == 0 ? null : noted.leftOut())
                    .log(AuditLog.ADMIN);
        }
        reply.send(noted.isFlood() ? refused(429, "too many; wait ten seconds").closing() : refused(status, words));
    }

    private LoggingEventBuilder audit(HttpRequest request, String who, int status) {
        return audit.operator("sign_in", who, request.sender().address(), status);
    }

    private void session(HttpRequest request, HttpEndpoint.Reply reply) {
        Operator operator = sessions.of(request);
        reply.send(
                operator == null
                        ? refused(401, "nobody has signed in; go to auth/login")
                        : new HttpResponse(
                                200,
                                "application/json",
                                ("{\"name\":\"" + operator.name() + "\",\"role\":\""
                                                + operator.role().name().toLowerCase(Locale.ROOT) + "\"}")
                                        .getBytes(StandardCharsets.UTF_8),
                                Map.of("Cache-Control", NOT_STORED)));
    }

    private void logout(HttpRequest request, HttpEndpoint.Reply reply) {
        if (!sessions.isOwnPage(request)) {
            reply.send(refused(403, "only the page itself signs out"));
            return;
        }
        Operator operator = sessions.of(request);
        String cookie = sessions.end(request);
        if (operator != null) {
            audit.operator("sign_out", operator.name(), request.sender().address(), 204)
                    .log(AuditLog.ADMIN);
        }
        reply.send(new HttpResponse(204, "", new byte[0], Map.of("Set-Cookie", cookie)));
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse sent(URI where, String cookie) {
        return new HttpResponse(
                303,
                "",
                new byte[0],
                Map.of("Location", where.toString(), "Set-Cookie", cookie, "Cache-Control", NOT_STORED));
    }

    /** @param words without quotes and backslashes */
    private static HttpResponse refused(int status, String words) {
        return HttpResponse.json(status, "{\"error\":\"" + words + "\"}");
    }
}
