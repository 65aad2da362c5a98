package dev.trunkline.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Operators;
import dev.trunkline.ops.Role;
import dev.trunkline.ops.Sessions;
import dev.trunkline.signin.FakeProvider.Signing;
import dev.trunkline.testing.WrittenLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway") // what is missing fails the test
class PeopleSignInIT {

    private static final String TOKEN = "a-token-of-twenty-four-letters";

    private final EventLoops loops = new EventLoops("signin-test", 1);
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private FakeProvider provider;
    private HttpServer server;
    private URI base;

    /** What a browser keeps between two requests. */
    private record Browser(String cookie, URI sentTo) {}

    @BeforeEach
    void serve() throws IOException {
        provider = new FakeProvider();
        server = HttpServer.start(loops, "127.0.0.1", 0, this::routes);
        base = URI.create("http://127.0.0.1:" + server.port());
    }

    private Routes routes(int port) {
        URI url = URI.create("http://127.0.0.1:" + port);
        Sessions sessions = new Sessions(nanos::get, Duration.ofMinutes(30), Duration.ofHours(12), url);
        SignInSettings settings = new SignInSettings(
                provider.issuer(),
                FakeProvider.CLIENT,
                "a-secret-of-thirty-two-characters",
                List.of("openid", "profile"),
                "realm_access.roles",
                Map.of(Role.VIEWER, Set.of("staff"), Role.OPERATOR, Set.of("phone-operators")),
                url.resolve("/auth/callback"),
                url.resolve("/"));
        Routes.Builder routes = Routes.builder();
        new SignIn(settings, sessions, nanos::get, thread).contribute(routes);
        AdminGate gate = AdminGate.asking(
                        Operators.nobody().with("machine", Role.ADMIN, TOKEN), url, new Refusals(reason -> {}))
                .orSignedIn(sessions);
        routes.http("GET", "/api/calls", gate.acting(Role.VIEWER, "look", (operator, request, reply) -> {
            reply.send(HttpResponse.text(200, operator.name() + " " + operator.role()));
        }));
        routes.http("POST", "/api/act", gate.acting(Role.OPERATOR, "act", (operator, request, reply) -> {
            done.add(operator.name());
            reply.send(HttpResponse.empty(204));
        }));
        routes.http("POST", "/api/admin", gate.guard(Role.ADMIN, "admin", (request, reply) -> {
            done.add("admin");
            reply.send(HttpResponse.empty(204));
        }));
        return routes.build();
    }

    @AfterEach
    void close() {
        server.close();
        provider.close();
        thread.shutdownNow();
        loops.close();
    }

    private java.net.http.HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String cookie(java.net.http.HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private Browser sentToProvider() throws Exception {
        var login = ask("GET", "/auth/login");
        assertThat(login.statusCode()).isEqualTo(303);
        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-trunkline-signin=")
                .contains("; Secure; HttpOnly; SameSite=Lax");
        return new Browser(
                cookie(login), URI.create(login.headers().firstValue("Location").orElseThrow()));
    }

    private java.net.http.HttpResponse<String> backFromProvider(Browser browser, String more) throws Exception {
        String state = URLUtils.parseParameters(browser.sentTo().getRawQuery())
                .get("state")
                .get(0);
        String code = provider.authorize(browser.sentTo());
        return ask("GET", "/auth/callback?code=" + code + "&state=" + state + more, "Cookie", browser.cookie());
    }

    private String signedIn() throws Exception {
        var back = backFromProvider(sentToProvider(), "");
        assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location")).hasValue(base + "/");
        assertThat(back.headers().firstValue("Set-Cookie").orElseThrow())
                .matches(
                        "__Host-trunkline=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict");
        return cookie(back);
    }

    @Test
    void andMayWhatTheirRoleMay() throws Exception {
        String cookie = signedIn();

        assertThat(ask("GET", "/api/calls", "Cookie", cookie).body()).isEqualTo("ann OPERATOR");
        assertThat(ask("GET", "/auth/session", "Cookie", cookie).body())
                .isEqualTo("{\"name\":\"ann\",\"role\":\"operator\"}");
        assertThat(act("/api/act", cookie)).isEqualTo(204);
        assertThat(act("/api/admin", cookie)).isEqualTo(403);
        assertThat(done).containsExactly("ann");
    }

    private int act(String path, String cookie) throws Exception {
        return ask("POST", path, "Cookie", cookie, "Origin", base.toString(), "X-Trunkline", "1")
                .statusCode();
    }

    @Test
    void andNoOtherSiteActsForThem() throws Exception {
        String cookie = signedIn();

        assertThat(ask("POST", "/api/act", "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(ask("POST", "/api/act", "Cookie", cookie, "X-Trunkline", "1").statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "/api/act", "Cookie", cookie, "Origin", base.toString())
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "/api/act", "Cookie", cookie, "Origin", "https://evil.example", "X-Trunkline", "1")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "/auth/logout", "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(done).isEmpty();
    }

    @Test
    void besideTokensWhichNeedNoneOfThat() throws Exception {
        assertThat(ask("POST", "/api/admin", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(204);
        assertThat(ask("GET", "/api/calls").statusCode()).isEqualTo(401);
        assertThat(ask("GET", "/api/calls", "Cookie", "__Host-trunkline=made-up")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void untilTheySignOut() throws Exception {
        String cookie = signedIn();

        assertThat(act("/auth/logout", cookie)).isEqualTo(204);

        assertThat(ask("GET", "/api/calls", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void orHaveAskedNothingForAWhileOrTheirDayIsOver() throws Exception {
        String idle = signedIn();
        nanos.addAndGet(Duration.ofMinutes(29).toNanos());
        assertThat(ask("GET", "/api/calls", "Cookie", idle).statusCode()).isEqualTo(200);
        nanos.addAndGet(Duration.ofMinutes(30).toNanos());
        assertThat(ask("GET", "/api/calls", "Cookie", idle).statusCode()).isEqualTo(401);

        String busy = signedIn();
        for (int i = 0; i < 36; i++) {
            assertThat(ask("GET", "/api/calls", "Cookie", busy).statusCode()).isEqualTo(200);
            nanos.addAndGet(Duration.ofMinutes(20).toNanos());
        }
        assertThat(ask("GET", "/api/calls", "Cookie", busy).statusCode()).isEqualTo(401);
    }

    @Test
    void thoughTheProviderHasANewKey() throws Exception {
        signedIn();
        provider.takesAnotherKey();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());

        signedIn();
    }

    @Test
    void andNobodyComesBackTwiceOrInAnothersPlace() throws Exception {
        Browser browser = sentToProvider();
        assertThat(backFromProvider(browser, "").statusCode()).isEqualTo(303);
        assertThat(backFromProvider(browser, "").statusCode())
                .as("the same state again")
                .isEqualTo(403);

        Browser victim = sentToProvider();
        Browser attacker = sentToProvider();
        assertThat(backFromProvider(new Browser(victim.cookie(), attacker.sentTo()), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask("GET", "/auth/callback?code=x&state=y").statusCode()).isEqualTo(403);
        assertThat(ask("GET", "/auth/callback").statusCode()).isEqualTo(403);
        Browser late = sentToProvider();
        nanos.addAndGet(Duration.ofMinutes(11).toNanos());
        assertThat(backFromProvider(late, "").statusCode()).isEqualTo(403);
        assertThat(provider.tokens()).isEqualTo(1);
    }

    @Test
    void aCodeThatWasUsedIsWorthNothing() throws Exception {
        Browser first = sentToProvider();
        String code = provider.authorize(first.sentTo());
        String state = URLUtils.parseParameters(first.sentTo().getRawQuery())
                .get("state")
                .get(0);
        assertThat(ask("GET", "/auth/callback?code=" + code + "&state=" + state, "Cookie", first.cookie())
                        .statusCode())
                .isEqualTo(303);
        Browser second = sentToProvider();
        String other = URLUtils.parseParameters(second.sentTo().getRawQuery())
                .get("state")
                .get(0);

        assertThat(ask("GET", "/auth/callback?code=" + code + "&state=" + other, "Cookie", second.cookie())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void madeUpCodesFillNoAuditLog() throws Exception {
        try (WrittenLog log = WrittenLog.begin()) {
            for (int i = 0; i < 3; i++) {
                Browser stranger = sentToProvider();
                String state = URLUtils.parseParameters(stranger.sentTo().getRawQuery())
                        .get("state")
                        .get(0);
                assertThat(ask("GET", "/auth/callback?code=made-up&state=" + state, "Cookie", stranger.cookie())
                                .statusCode())
                        .isEqualTo(403);
            }

            assertThat(log.text()).containsOnlyOnce("the provider does not take the code: invalid_grant");
        }
    }

    @Test
    void anotherProvidersAnswerIsNone() throws Exception {
        assertThat(backFromProvider(sentToProvider(), "&iss=https%3A%2F%2Fevil.example")
                        .statusCode())
                .isEqualTo(403);
        provider.callsItself("https://evil.example");
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(ask("GET", "/auth/login").statusCode()).isEqualTo(502);
    }

    @ParameterizedTest
    @EnumSource(value = Signing.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void aTokenThatNobodyHasSignedIsNone(Signing signing) throws Exception {
        provider.signs(signing);

        var back = backFromProvider(sentToProvider(), "");

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void norOneForSomebodyElseOrFromElsewhereOrOld() throws Exception {
        provider.says(claims -> claims.issuer("https://evil.example"));
        assertThat(backFromProvider(sentToProvider(), "").statusCode())
                .as("issuer")
                .isEqualTo(403);
        provider.says(claims -> claims.audience("another"));
        assertThat(backFromProvider(sentToProvider(), "").statusCode())
                .as("audience")
                .isEqualTo(403);
        provider.says(claims -> claims.claim("nonce", "another"));
        assertThat(backFromProvider(sentToProvider(), "").statusCode())
                .as("nonce")
                .isEqualTo(403);
        provider.says(claims -> claims.claim("nonce", null));
        assertThat(backFromProvider(sentToProvider(), "").statusCode())
                .as("no nonce")
                .isEqualTo(403);
        provider.says(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600))));
        assertThat(backFromProvider(sentToProvider(), "").statusCode())
                .as("expired")
                .isEqualTo(403);
    }

    @Test
    void whoHasNoRoleIsNotLetIn() throws Exception {
        provider.says(claims -> claims.claim("realm_access", Map.of("roles", List.of("guests"))));

        var back = backFromProvider(sentToProvider(), "");

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("no role here");
        assertThat(back.headers().firstValue("Set-Cookie")).isEmpty();
    }
}
