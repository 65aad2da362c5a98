package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.net.loop.EventLoops;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ServersListenIT {

    @Test
    void anAddressInUseIsNamed() throws IOException {
        try (var server = new ServedRoutes(Routes.builder())) {
            assertThatThrownBy(() -> HttpServer.start(
                            server.loops(),
                            "127.0.0.1",
                            server.port(),
                            Routes.builder().build()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + server.port());
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        try (EventLoops loops = new EventLoops("test", 1)) {
            assertThatThrownBy(() -> HttpServer.start(
                            loops, "192.0.2.1", 0, Routes.builder().build()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("192.0.2.1");
        }
    }

    @Test
    void whatIsOpenGoesOnWhenTheServerStopsListening() throws IOException {
        try (EventLoops loops = new EventLoops("test", 1)) {
            HttpServer server = HttpServer.start(
                    loops,
                    "127.0.0.1",
                    0,
                    Routes.builder()
                            .http("GET", "/", (request, reply) -> reply.send(HttpResponse.text(200, "here")))
                            .build());
            int port = server.port();
            try (RawPeer peer = new RawPeer(port)) {
                peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();

                server.close();

                // NIO keeps the socket until the selector has looked again.
                await().untilAsserted(() ->
                        assertThatThrownBy(() -> new RawPeer(port).close()).isInstanceOf(Exception.class));
                peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(peer.readResponse().body()).isEqualTo("here");
            }
        }
    }

    @Test
    void closingTheLoopsDropsWhatIsConnected() throws IOException {
        var server = new ServedRoutes(Routes.builder());
        int port = server.port();
        try (RawPeer peer = server.connect()) {
            peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readResponse();

            server.close();

            assertThat(peer.readToEnd()).isEmpty();
            assertThatThrownBy(() -> new RawPeer(port).close()).isInstanceOf(ConnectException.class);
        }
    }
}
