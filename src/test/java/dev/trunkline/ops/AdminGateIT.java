package dev.trunkline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.CrossOrigin;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.RawPeer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.record.MemoryRecords;
import dev.trunkline.testing.WrittenLog;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see calls and end them: nobody by where they come from. */
class AdminGateIT {

    private static final String TOKEN = "a-token-of-twenty-four-letters";
    private static final String VIEWER = "a-viewer-of-twenty-four-letters";
    private static final List<String> DOORS = List.of(
            "GET /api/calls", "GET /api/records", "GET /api/calls/CA1", "POST /api/calls/CA1/hangup", "GET /metrics");

    private final EventLoops loops = new EventLoops("gate-test", 1);
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> hungUp = new CopyOnWriteArrayList<>();
    private final Refusals refusals = new Refusals(refused::add);
    private HttpServer withToken;
    private HttpServer local;

    @BeforeEach
    void serve() throws IOException {
        URI publicUrl = URI.create("https://voice.example.com/base");
        withToken = serve(
                AdminGate.asking(
                        Operators.nobody().with("admin", Role.ADMIN, TOKEN).with("monitoring", Role.VIEWER, VIEWER),
                        publicUrl,
                        refusals),
                publicUrl);
        local = serve(AdminGate.ofThisMachine(refusals), URI.create("http://127.0.0.1:1"));
    }

    private HttpServer serve(AdminGate gate, URI publicUrl) throws IOException {
        var operations = new OpsRoutes(new OpsRoutes.Sources(
                () -> new OpsRoutes.Readiness(true, "ready"),
                names -> "",
                new CallRecorder(Clock.systemUTC(), 10),
                () -> 0,
                sid -> {
                    hungUp.add(sid);
                    return CompletableFuture.completedFuture(true);
                }));
        Routes.Builder routes = Routes.builder().crossOrigin(CrossOrigin.ownPages(publicUrl, false, refusals));
        operations.contributeHealth(routes);
        operations.contributeAdmin(routes, gate);
        new RecordRoutes(new RecordRoutes.Sources(
                        new MemoryRecords(new CallRecorder(Clock.systemUTC(), 10), () -> 0),
                        sid -> null,
                        (number, operator) -> CompletableFuture.failedFuture(new IOException("nobody erases")),
                        number -> false))
                .contribute(routes, gate);
        return HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    @AfterEach
    void close() {
        withToken.close();
        local.close();
        loops.close();
    }

    private List<Integer> statuses(HttpServer server, List<String> doors, String version, String headers)
            throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (String door : doors) {
            try (RawPeer peer = new RawPeer(server.port())) {
                peer.send(door + " " + version + "\r\n" + headers.replace("PORT", String.valueOf(server.port()))
                        + "\r\n\r\n");
                statuses.add(peer.readResponse().status());
            }
        }
        return statuses;
    }

    @Test
    void theTokenIsAskedOfThisMachineToo() throws IOException {
        assertThat(statuses(withToken, DOORS, "HTTP/1.1", "Host: localhost")).containsOnly(401);
        for (String wrong : List.of("Bearer another", "Bearer", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN + "x")) {
            assertThat(statuses(withToken, DOORS, "HTTP/1.1", "Host: localhost\r\nAuthorization: " + wrong))
                    .as(wrong)
                    .containsOnly(401);
        }
        assertThat(hungUp).isEmpty();
        assertThat(refused).containsOnly("admin_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost:PORT\r\nAuthorization: bearer " + TOKEN,
                "Host: voice.example.com\r\nX-Forwarded-For: 203.0.113.9\r\nAuthorization: Bearer " + TOKEN,
                "Host: VOICE.example.com:443\r\nVia: 1.1 proxy\r\nAuthorization: Bearer " + TOKEN
            })
    void whoeverKnowsTheTokenMayAlsoBehindAProxy(String headers) throws IOException {
        assertThat(statuses(withToken, DOORS, "HTTP/1.1", headers)).containsExactly(200, 200, 404, 204, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "voice.example.com.evil.example", "voice.example.com.", "10.0.0.1", ""})
    void theApiIsAskedUnderItsOwnNameAndMetricsUnderAny(String host) throws IOException {
        String headers = "Host: " + host + "\r\nAuthorization: Bearer " + TOKEN;

        assertThat(statuses(withToken, DOORS, "HTTP/1.1", headers)).containsExactly(421, 421, 421, 421, 200);
        assertThat(hungUp).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"evil.example", "null", "http://localhost:3000", "https://voice.example.com.evil.example"})
    void aForeignPageEndsNoCallThoughItKnowsTheToken(String origin) throws IOException {
        String headers = "Host: localhost:PORT\r\nOrigin: " + origin + "\r\nAuthorization: Bearer " + TOKEN;

        assertThat(statuses(withToken, DOORS.subList(3, 4), "HTTP/1.1", headers))
                .containsOnly(403);
        assertThat(statuses(local, DOORS.subList(3, 4), "HTTP/1.1", headers)).containsOnly(403);
        assertThat(hungUp).isEmpty();
    }

    @Test
    void withoutATokenThisMachineMay() throws IOException {
        assertThat(statuses(local, DOORS, "HTTP/1.1", "Host: localhost:PORT")).containsExactly(200, 200, 404, 204, 200);
        assertThat(statuses(local, DOORS, "HTTP/1.1", "Host: localhost:PORT\r\nOrigin: http://localhost:PORT"))
                .containsExactly(200, 200, 404, 204, 200);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1,'Host: localhost:PORT\r\nX-Real-IP: 203.0.113.9'",
        "HTTP/1.1,'Host: localhost:PORT\r\nVia: 1.1 x'",
        "HTTP/1.1,'Host: localhost:PORT\r\nCF-Connecting-IP: 203.0.113.9'",
        "HTTP/1.1,'Host: rebound.evil.example:PORT'",
        "HTTP/1.1,'Host: localhost:1'",
        "HTTP/1.0,'Host: localhost:PORT'",
        "HTTP/1.0,'Accept: x'"
    })
    void withoutATokenNobodyBehindAnythingMay(String version, String headers) throws IOException {
        assertThat(statuses(local, DOORS, version, headers)).containsOnly(403);
        assertThat(hungUp).isEmpty();
        assertThat(refused).hasSize(DOORS.size());
    }

    @Test
    void everyActionAndEveryRefusalIsAudited() throws IOException {
        try (WrittenLog log = WrittenLog.begin()) {
            statuses(withToken, DOORS, "HTTP/1.1", "Host: localhost:PORT\r\nAuthorization: Bearer " + TOKEN);
            statuses(withToken, DOORS, "HTTP/1.1", "Host: localhost:PORT\r\nAuthorization: Bearer " + VIEWER);
            for (int i = 0; i < 5; i++) {
                statuses(withToken, DOORS, "HTTP/1.1", "Host: localhost:PORT\r\nAuthorization: Bearer x" + TOKEN);
            }

            assertThat(log.text().lines().filter(line -> line.contains(" audit ")))
                    .satisfiesExactly(
                            done -> assertThat(done)
                                    .contains(
                                            "action=\"hang_up\"",
                                            "who=\"admin\"",
                                            "peer=\"127.0.0.1\"",
                                            "outcome=\"204\"",
                                            "role=\"admin\"",
                                            "callSid=\"CA1\""),
                            refused -> assertThat(refused)
                                    .contains(
                                            "action=\"hang_up\"",
                                            "who=\"monitoring\"",
                                            "outcome=\"403\"",
                                            "reason=\"role\""),
                            stranger -> assertThat(stranger)
                                    .contains("who=\"unknown\"", "outcome=\"401\"", "reason=\"admin_token\""));
            assertThat(log.text()).doesNotContain(TOKEN, VIEWER);
            assertThat(log.text().lines().filter(line -> line.contains("request refused")))
                    .as("one line for an address and a reason in ten seconds")
                    .hasSize(2);
        }
    }

    @Test
    void aGoodTokenIsHeardInAFloodOfWrongOnes() throws IOException {
        List<String> metrics = DOORS.subList(4, 5);
        List<Integer> wrong = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            wrong.addAll(
                    statuses(withToken, metrics, "HTTP/1.1", "Host: localhost\r\nAuthorization: Bearer wrong" + i));
        }

        assertThat(wrong.subList(0, 100)).containsOnly(401);
        assertThat(wrong.subList(100, 120)).containsOnly(429);
        assertThat(statuses(withToken, metrics, "HTTP/1.1", "Host: localhost\r\nAuthorization: Bearer " + TOKEN))
                .containsOnly(200);
    }

    @Test
    void probesAreAnsweredUnderAnyName() throws IOException {
        for (HttpServer server : List.of(withToken, local)) {
            assertThat(statuses(
                            server,
                            List.of("GET /healthz", "GET /readyz", "HEAD /healthz"),
                            "HTTP/1.0",
                            "X-Real-IP: x"))
                    .containsOnly(200);
        }
    }
}
