package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketHandshakeTest {

    private final AtomicInteger asked = new AtomicInteger();
    private ServedRoutes server;

    @BeforeEach
    void serve() throws IOException {
        server = new ServedRoutes(Routes.builder()
                .webSocket("/socket/{token}", request -> {
                    asked.incrementAndGet();
                    return request.pathParameter("token").equals("good")
                            ? new WebSocketEndpoint.Accept(new ChannelInboundHandlerAdapter(), 1_024)
                            : new WebSocketEndpoint.Refuse(HttpResponse.text(403, "no"));
                })
                .webSocket(
                        "/realtime",
                        request -> new WebSocketEndpoint.Accept(new ChannelInboundHandlerAdapter(), 1_024, "realtime"))
                .http("GET", "/page", (request, reply) -> reply.send(HttpResponse.text(200, "page"))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RawPeer.Response answerTo(String request) throws IOException {
        try (RawPeer peer = server.connect()) {
            return peer.send(request).readResponse();
        }
    }

    @Test
    void aGoodHandshakeIsAccepted() throws IOException {
        RawPeer.Response response = answerTo(RawPeer.upgrade("/socket/good"));

        assertThat(response.status()).isEqualTo(101);
        // The value of RFC 6455, 1.3, for this key.
        assertThat(response.head()).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void offersOfExtensionsAndSubprotocolsAreIgnored() throws IOException {
        RawPeer.Response response = answerTo(RawPeer.upgrade(
                "/socket/good",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n",
                "Sec-WebSocket-Protocol: chat\r\n"));

        assertThat(response.status()).isEqualTo(101);
        assertThat(response.head().toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("sec-websocket-extensions")
                .doesNotContain("sec-websocket-protocol");
    }

    @Test
    void aSubprotocolThatTheEndpointSpeaksIsChosenAmongThoseAskedFor() throws IOException {
        RawPeer.Response response =
                answerTo(RawPeer.upgrade("/realtime", "Sec-WebSocket-Protocol: key.secret, realtime\r\n"));

        assertThat(response.status()).isEqualTo(101);
        assertThat(response.head().toLowerCase(java.util.Locale.ROOT)).contains("sec-websocket-protocol: realtime\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Sec-WebSocket-Protocol: chat\r\n"})
    void aSubprotocolThatNobodyAskedForIsNotChosen(String header) throws IOException {
        RawPeer.Response response = answerTo(RawPeer.upgrade("/realtime", header));

        assertThat(response.status()).isEqualTo(101);
        assertThat(response.head().toLowerCase(java.util.Locale.ROOT)).doesNotContain("sec-websocket-protocol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "8", "12", "14", "banana", "13\r\nSec-WebSocket-Version: 8"})
    void anotherVersionIsToldOurs(String version) throws IOException {
        RawPeer.Response response = answerTo(RawPeer.upgrade("/socket/good")
                .replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: " + version));

        assertThat(response.status()).isEqualTo(426);
        assertThat(response.head().toLowerCase(java.util.Locale.ROOT)).contains("sec-websocket-version: 13");
        assertThat(asked).hasValue(0);
    }

    @Test
    void noVersionIsNotTheDraftOf2010() throws IOException {
        assertThat(answerTo(RawPeer.upgrade("/socket/good").replace("Sec-WebSocket-Version: 13\r\n", ""))
                        .status())
                .isEqualTo(426);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Connection: Upgrade\r\n", "Upgrade: websocket\r\n", "Sec-WebSocket-Key: " + RawPeer.KEY + "\r\n"
            })
    void aMissingHeaderIsRefusedBeforeTheEndpointIsAsked(String header) throws IOException {
        assertThat(answerTo(RawPeer.upgrade("/socket/good").replace(header, "")).status())
                .isEqualTo(400);
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "bm90IHNpeHRlZW4gYnl0ZXMgbG9uZw==", "!!!!!!!!!!!!!!!!!!!!!!=="})
    void aKeyThatIsNotSixteenBytesIsRefused(String key) throws IOException {
        assertThat(answerTo(RawPeer.upgrade("/socket/good").replace(RawPeer.KEY, key))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyGetUpgrades() throws IOException {
        assertThat(answerTo(RawPeer.upgrade("/socket/good").replace("GET", "POST"))
                        .status())
                .isEqualTo(405);
        assertThat(answerTo(RawPeer.upgrade("/socket/good").replace("HTTP/1.1", "HTTP/1.0"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aRefusalIsAnHttpAnswerAndTheEnd() throws IOException {
        try (RawPeer peer = server.connect()) {
            peer.send(RawPeer.upgrade("/socket/bad"));

            assertThat(peer.readResponse().status()).isEqualTo(403);
            assertThat(peer.readToEnd()).isEmpty();
        }
    }

    @Test
    void anUnknownPathIsNotFound() throws IOException {
        assertThat(answerTo(RawPeer.upgrade("/elsewhere")).status()).isEqualTo(404);
        assertThat(answerTo(RawPeer.upgrade("/page")).status()).isEqualTo(404);
    }
}
