package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 9112 wants of a request's head, and what another server in front could understand in another way. */
class RequestsAreWellFormedTest {

    private ServedRoutes server;

    @BeforeEach
    void serve() throws IOException {
        server = new ServedRoutes(Routes.builder()
                .http("GET", "/hello", (request, reply) -> reply.send(HttpResponse.text(200, "hello")))
                .http("GET", "/long", (request, reply) -> reply.send(HttpResponse.text(200, ""), new Stream()))
                .http("POST", "/echo", (request, reply) -> reply.send(HttpResponse.text(200, request.bodyText())))
                .http("DELETE", "/echo", (request, reply) -> reply.send(HttpResponse.text(200, "deleted"))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Ten bytes, in two parts. */
    private static final class Stream implements BodySource {
        private int left = 10;

        @Override
        public long lengthBytes() {
            return 10;
        }

        @Override
        public CompletableFuture<byte[]> next() {
            int part = Math.min(left, 5);
            left -= part;
            return CompletableFuture.completedFuture(new byte[part]);
        }

        @Override
        public void close() {}
    }

    static List<String> malformed() {
        return List.of(
                "GET /hello HTTP/1.1\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n",
                "GET /hello HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a, b\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: user@localhost\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: localhost:http\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: localhost:99999\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: localhost:80:80\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: localhost/x\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: [::1\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: [::1%lo]\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: ::1\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nX:\r\n b\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a\r\nX: b\r\n \r\n\r\n",
                "GET /hello HTTP/1.1\r\n Host: a\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n 0\r\n\r\nx",
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
                "PROXY TCP4 203.0.113.9 127.0.0.1 4711 8080\r\nGET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PROXY UNKNOWN\r\nGET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000c\u00cb\0q\u0009\u007f\0\0\u0001\u0012g\u001f\u0090"
                        + "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isRefusedAndTheConnectionEnds(String request) throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send(request);

            assertThat(peer.readToEnd()).startsWith("HTTP/1.1 400 ").doesNotContain("hello", "HTTP/1.1 200");
        }
    }

    /** However the bytes come, and in the second request of a connection as in the first. */
    @Test
    void aFoldedHeaderIsFoundByteByByte() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\n\r\n x\r\n y");
            assertThat(peer.readResponse().body()).isEqualTo("\r\n x\r\n y");

            for (byte each :
                    "GET /hello HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
                peer.send(new byte[] {each});
            }
            assertThat(peer.readResponse().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /hello HTTP/1.0\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: a_b.example:8080\r\nConnection: close\r\n\r\n",
                "GET /hello HTTP/1.1\r\nHost: [2001:db8::1]:80\r\nConnection: close\r\n\r\n",
                "GET http://a/hello HTTP/1.1\r\nHost: A\r\nConnection: close\r\n\r\n",
                "\r\nGET /hello HTTP/1.1\r\nHost: a\r\nX:   spaces  within  \r\nConnection: close\r\n\r\n"
            })
    void everythingElseIsAnswered(String request) throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send(request);

            assertThat(peer.readToEnd()).startsWith("HTTP/1.1 200 ").endsWith("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hello", "/long", "/nowhere"})
    void headIsGetWithoutItsBody(String path) throws IOException {
        String get;
        try (RawPeer peer = server.connect()) {
            get = peer.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .readResponse()
                    .head();
        }
        try (RawPeer peer = server.connect()) {
            peer.send("HEAD " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(peer.readToEnd().replace("connection: close\r\n", "")).isEqualTo(get);
        }
    }

    @Test
    void theConnectionGoesOnAfterHead() throws IOException {
        try (RawPeer peer = server.connect()) {
            for (String path : List.of("/hello", "/long")) {
                peer.send("HEAD " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(peer.readHead()).startsWith("HTTP/1.1 200 ");
            }
            peer.send("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(peer.readResponse().body()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void aHeaderDoesNotChangeTheMethod(String header) throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send("POST /echo?_method=DELETE HTTP/1.1\r\nHost: a\r\n" + header
                    + ": DELETE\r\nContent-Length: 2\r\n\r\nhi");

            assertThat(peer.readResponse().body()).isEqualTo("hi");
        }
    }
}
