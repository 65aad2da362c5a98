package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.net.http.CrossOrigin.Sockets;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page may do that another server has sent to somebody's browser. */
class CrossOriginTest {

    private static final String APP = "https://app.example.com";

    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Refusals refusals = new Refusals(refused::add);

    @SuppressWarnings("NullAway.Init") // every test serves first
    private ServedRoutes server;

    private void serve(CrossOrigin rules) throws IOException {
        server = new ServedRoutes(Routes.builder()
                .http("GET", "/thing", (request, reply) -> reply.send(HttpResponse.text(200, "thing")))
                .http("POST", "/thing", (request, reply) -> reply.send(HttpResponse.text(200, "posted")))
                .http("DELETE", "/thing", (request, reply) -> reply.send(HttpResponse.empty(204)))
                .http("GET", "/secret", (request, reply) -> reply.send(HttpResponse.text(401, "no")))
                .http("GET", "/bug", (request, reply) -> {
                    throw new IllegalStateException("on purpose");
                })
                .webSocket(
                        "/socket",
                        request -> new WebSocketEndpoint.Accept(new ChannelInboundHandlerAdapter() {}, 1_000))
                .crossOrigin(rules));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawPeer.Response send(String request, String... headers) throws IOException {
        try (RawPeer peer = server.connect()) {
            return peer.send(request + " HTTP/1.1\r\nHost: localhost:" + server.port() + "\r\n"
                            + String.join("", headers).replace("PORT", String.valueOf(server.port())) + "\r\n")
                    .readResponse();
        }
    }

    private int open(String origin) throws IOException {
        try (RawPeer peer = server.connect()) {
            return Integer.parseInt(peer.send(RawPeer.upgrade(
                            "/socket", "Origin: " + origin.replace("PORT", String.valueOf(server.port())) + "\r\n"))
                    .readHead()
                    .substring(9, 12));
        }
    }

    private static String origin(String origin) {
        return "Origin: " + origin + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost:1",
                "http://localhost",
                "http://localhost.evil.example:PORT",
                "http://voice.example.com",
                "https://voice.example.com.evil.example",
                "https://voice.example.com:8443",
                "https://voice.example.com@evil.example",
                "https://evil.example/https://voice.example.com",
                "file://",
                "chrome-extension://abc",
                ""
            })
    void aForeignPageChangesNothing(String origin) throws IOException {
        serve(CrossOrigin.ownPages(URI.create("https://voice.example.com/base"), false, refusals));

        assertThat(send("POST /thing", origin(origin)).status()).isEqualTo(403);
        assertThat(send("DELETE /thing", origin(origin)).status()).isEqualTo(403);
        assertThat(open(origin)).isEqualTo(403);
        assertThat(send("GET /thing", origin(origin)).head()).doesNotContainIgnoringCase("access-control");
        assertThat(refused).containsExactly("origin", "origin", "origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:PORT", "https://voice.example.com", "https://VOICE.example.com"})
    void ourOwnPagesMay(String origin) throws IOException {
        serve(CrossOrigin.ownPages(URI.create("https://voice.example.com:443/base"), false, refusals));

        assertThat(send("POST /thing", origin(origin)).status()).isEqualTo(200);
        assertThat(refused).isEmpty();
    }

    @Test
    void twoOriginsAreForeign() throws IOException {
        serve(CrossOrigin.ownPages(URI.create("https://voice.example.com"), false, refusals));

        assertThat(send("POST /thing", origin("https://voice.example.com"), origin("https://evil.example"))
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"/thing,200", "/secret,401", "/nowhere,404", "/bug,500", "/socket,400", "/%zz,400"})
    void aListedPageReadsEveryAnswer(String path, int status) throws IOException {
        serve(CrossOrigin.listed(Sockets.LISTED, Set.of(APP), false, refusals));

        RawPeer.Response answer = send("GET " + path, origin(APP));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head().toLowerCase(java.util.Locale.ROOT))
                .contains("access-control-allow-origin: " + APP + "\r\n", "vary: origin\r\n")
                .doesNotContain("access-control-allow-credentials");
    }

    @Test
    void aCacheIsToldThatAnswersDifferByOrigin() throws IOException {
        serve(CrossOrigin.listed(Sockets.LISTED, Set.of(APP), false, refusals));

        assertThat(send("GET /thing").head()).containsIgnoringCase("vary: origin");
        assertThat(send("GET /thing", origin("https://evil.example")).head())
                .containsIgnoringCase("vary: origin")
                .doesNotContainIgnoringCase("access-control");
    }

    @Test
    void aPreflightForHeadersWithoutEndIsAnsweredToo() throws IOException {
        serve(CrossOrigin.listed(Sockets.LISTED, Set.of(APP), false, refusals));

        RawPeer.Response answer = send(
                "OPTIONS /thing",
                origin(APP),
                "Access-Control-Request-Method: POST\r\n",
                "Access-Control-Request-Headers: " + "a,".repeat(3_000) + "a\r\n");
        assertThat(answer.status()).isEqualTo(204);
    }

    @Test
    void aPreflightIsAnswered() throws IOException {
        serve(CrossOrigin.listed(Sockets.LISTED, Set.of(APP), false, refusals));

        RawPeer.Response answer = send(
                "OPTIONS /thing",
                origin(APP),
                "Access-Control-Request-Method: POST\r\n",
                "Access-Control-Request-Headers: content-type,x-hume-api-key, x-fern-language\r\n");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.head().toLowerCase(java.util.Locale.ROOT))
                .contains(
                        "access-control-allow-origin: " + APP,
                        "access-control-allow-methods: get, head, post, delete\r\n",
                        "access-control-allow-headers: authorization, content-type, x-hume-api-key, x-fern-language\r\n",
                        "access-control-max-age: 600\r\n",
                        "vary: origin\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/thing,https://evil.example,403",
        "/thing,null,403",
        "/nowhere,https://app.example.com,404",
        "/thing,https://app.example.com.evil.example,403"
    })
    void otherPreflightsAreNot(String path, String origin, int status) throws IOException {
        serve(CrossOrigin.listed(Sockets.LISTED, Set.of(APP), false, refusals));

        RawPeer.Response answer = send("OPTIONS " + path, origin(origin), "Access-Control-Request-Method: POST\r\n");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head()).doesNotContainIgnoringCase("access-control-allow-methods");
    }

    @Test
    void withoutAListNobodysPageReads() throws IOException {
        serve(CrossOrigin.listed(Sockets.OPEN, Set.of(), false, refusals));

        assertThat(send("GET /thing", origin(APP)).head()).doesNotContainIgnoringCase("access-control");
        assertThat(send("OPTIONS /thing", origin(APP), "Access-Control-Request-Method: POST\r\n")
                        .status())
                .isEqualTo(405);
        assertThat(send("POST /thing", origin(APP)).status()).isEqualTo(403);
        assertThat(send("POST /thing", origin("http://localhost:PORT")).status())
                .isEqualTo(200);
        assertThat(open("https://evil.example")).as("its key decides").isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000,101",
        "http://127.0.0.1,101",
        "https://[::1]:8443,101",
        "http://localhost.evil.example,403",
        "http://127.0.0.1.evil.example,403",
        "null,403"
    })
    void pagesOfThisMachineMayBeListedAtOnce(String origin, int status) throws IOException {
        serve(CrossOrigin.listed(Sockets.LISTED, Set.of(), true, refusals));

        assertThat(open(origin)).isEqualTo(status);
        assertThat(send("POST /thing", origin(origin)).status()).isEqualTo(status == 101 ? 200 : 403);
    }
}
