package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class HttpAnswersTest {

    private ServedRoutes server;

    @BeforeEach
    void serve() throws IOException {
        ((Logger) LoggerFactory.getLogger(HttpRouter.class)).setLevel(Level.OFF);
        server = new ServedRoutes(Routes.builder()
                .http(
                        "GET",
                        "/hello/{name}",
                        (request, reply) -> reply.send(HttpResponse.text(
                                200, "hello " + request.pathParameter("name") + " " + request.queryValue("q"))))
                .http("POST", "/echo", (request, reply) -> reply.send(HttpResponse.text(200, request.bodyText())))
                .http("PUT", "/echo", (request, reply) -> reply.send(HttpResponse.empty(204)))
                .http("GET", "/bug", (request, reply) -> {
                    throw new IllegalStateException("secret detail");
                })
                .http("GET", "/twice", (request, reply) -> {
                    reply.send(HttpResponse.text(200, "first"));
                    reply.send(HttpResponse.text(200, "second"));
                })
                .http(
                        "GET",
                        "/later",
                        (request, reply) ->
                                CompletableFuture.runAsync(() -> reply.send(HttpResponse.text(200, "later"))))
                .http(
                        "GET",
                        "/split",
                        (request, reply) ->
                                reply.send(new HttpResponse(200, "", new byte[0], Map.of("X", "a\r\nSet-Cookie: b"))))
                .webSocket("/socket", request -> new WebSocketEndpoint.Refuse(HttpResponse.empty(403))));
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(HttpRouter.class)).setLevel(null);
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /hello/ann?q=1%202 HTTP/1.1        | 200
            POST /echo HTTP/1.1                    | 200
            PUT /echo HTTP/1.1                     | 204
            GET /nowhere HTTP/1.1                  | 404
            GET /hello/ HTTP/1.1                   | 404
            GET /hello/ann/more HTTP/1.1           | 404
            GET /HELLO/ann HTTP/1.1                | 404
            GET http://evil/hello/ann HTTP/1.1     | 400
            GET http://x/hello/ann HTTP/1.1        | 200
            GET HTTP://X/hello/ann HTTP/1.1        | 200
            GET http://x HTTP/1.1                  | 404
            GET http://u@x/hello/ann HTTP/1.1      | 400
            GET http:///hello/ann HTTP/1.1         | 400
            GET //x/hello/ann HTTP/1.1             | 404
            CONNECT x:80 HTTP/1.1                  | 404
            OPTIONS * HTTP/1.1                     | 404
            GET /echo HTTP/1.1                     | 405
            DELETE /hello/ann HTTP/1.1             | 405
            HEAD /hello/ann HTTP/1.1               | 200
            HEAD /nowhere HTTP/1.1                 | 404
            HEAD /socket HTTP/1.1                  | 400
            POST /socket HTTP/1.1                  | 405
            GET /socket HTTP/1.1                   | 400
            GET /hello/%zz HTTP/1.1                | 400
            GET /hello/ann?q=%f HTTP/1.1           | 400
            GET /hello/ann                         | 400
            PRI * HTTP/2.0                         | 404
            GET /bug HTTP/1.1                      | 500
            """)
    void answersWithTheRightStatus(String requestLine, int status) throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send(requestLine + "\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

            assertThat(peer.readToEnd()).startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void tellsWhichMethodsAPathHas() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(peer.readResponse().head()).containsIgnoringCase("allow: POST, PUT");
        }
    }

    @Test
    void refusesTlsOnAClearPort() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send(new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, '\r', '\n', '\r', '\n'});

            assertThat(peer.readResponse().status()).isEqualTo(400);
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void doesNotShowABugToThePeer() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("GET /bug HTTP/1.1\r\nHost: x\r\n\r\n");

            RawPeer.Response response = peer.readResponse();
            assertThat(response.body()).isEqualTo("internal error");
        }
    }

    @Test
    void takesHeadersOfEightKibibytesAndNoMore() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("GET /hello/ann HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(8_000) + "\r\n\r\n");
            assertThat(peer.readResponse().status()).isEqualTo(200);

            peer.send("GET /hello/ann HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(9_000) + "\r\n\r\n");
            assertThat(peer.readResponse().status()).isEqualTo(431);
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void refusesARequestLineWithoutEnd() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("GET /" + "a".repeat(5_000) + " HTTP/1.1\r\n\r\n");

            assertThat(peer.readResponse().status()).isEqualTo(414);
        }
    }

    @Test
    void refusesABodyOverAMebibyte() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n" + "a".repeat(100_000));

            assertThat(peer.readResponse().status()).isEqualTo(413);
        }
    }

    @Test
    void answersManyRequestsOfOneConnection() throws IOException {
        try (RawPeer peer = server.connect()) {
            for (int i = 0; i < 20; i++) {
                peer.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n" + (10 + i));
                assertThat(peer.readResponse().body()).isEqualTo(String.valueOf(10 + i));
            }
        }
    }

    @Test
    void sendsOneAnswerHoweverOftenAnEndpointReplies() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("GET /twice HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(peer.readResponse().body()).isEqualTo("first");

            peer.send("GET /later HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(peer.readResponse().body()).isEqualTo("later");
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void doesNotLetAnEndpointSplitAHeader() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("GET /split HTTP/1.1\r\nHost: x\r\n\r\n");

            RawPeer.Response response = peer.readResponse();
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.head()).doesNotContain("Set-Cookie");
        }
    }
}
