package dev.trunkline.net.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.egress.EgressDenied;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.egress.NameLookup;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posting where others say: to what was checked, and no further. */
class OutgoingHttpTest {

    private static final InetAddress PUBLIC = address("93.184.216.34");
    private static final InetAddress PRIVATE = address("10.0.0.7");
    private static final int MAX_BYTES = 1_000;
    private static final long PATIENCE_MILLIS = 30_000; // longer than a busy machine stands still

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger lookups = new AtomicInteger();

    OutgoingHttpTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestHeaders().getFirst("Host") + " " + exchange.getRequestURI() + " "
                    + new String(body, StandardCharsets.UTF_8));
            String status = exchange.getRequestURI().getPath().substring(1);
            exchange.getResponseHeaders()
                    .set("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/hit");
            exchange.sendResponseHeaders(status.matches("\\d{3}") ? Integer.parseInt(status) : 200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private OutgoingHttp.Reply post(EgressPolicy egress, NameLookup lookup, String url) {
        try (OutgoingHttp http = new OutgoingHttp("out-test", egress, ClientTls.platform(), host -> {
            lookups.incrementAndGet();
            return lookup.addresses(host);
        })) {
            OutgoingHttp.Post post = new OutgoingHttp.Post(
                    URI.create(url), Map.of("X-A", "b"), "body".getBytes(StandardCharsets.UTF_8), 1_000);
            return http.post(post, MAX_BYTES, PATIENCE_MILLIS).join();
        }
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + server.getAddress().getPort() + path;
    }

    private void assertBarred(EgressPolicy egress, NameLookup lookup, String url) {
        assertThatThrownBy(() -> post(egress, lookup, url))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EgressDenied.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void itConnectsToTheVeryAddressThatWasCheckedUnderTheNameOfTheUrl() {
        // Asked again, the name service would lead elsewhere, where nobody listens.
        NameLookup rebinding = host ->
                new InetAddress[] {lookups.get() == 1 ? InetAddress.getLoopbackAddress() : address("127.9.9.9")};

        OutgoingHttp.Reply reply =
                post(EgressPolicy.privateNetworksToo(), rebinding, url("model.example.com", "/a?b=c"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(asked)
                .containsExactly("model.example.com:" + server.getAddress().getPort() + " /a?b=c body");
        assertThat(lookups).hasValue(1);
    }

    @Test
    void whileTheNameServiceFailsWhatItSaidLastCounts() {
        try (OutgoingHttp http = new OutgoingHttp("out-test", null, ClientTls.platform(), host -> {
            if (lookups.getAndIncrement() > 0) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        })) {
            for (int i = 0; i < 2; i++) {
                OutgoingHttp.Post post = new OutgoingHttp.Post(
                        URI.create(url("model.example.com", "/" + i)), Map.of(), new byte[0], 1_000);
                assertThat(http.post(post, MAX_BYTES, PATIENCE_MILLIS).join().status())
                        .isEqualTo(200);
            }
        }

        assertThat(lookups).hasValue(2);
    }

    @Test
    void aNameThatLeadsToThisMachineIsNotReached() {
        assertBarred(
                EgressPolicy.internet(),
                host -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                "https://a.example/");
    }

    @Test
    void oneBadAddressOfSeveralIsEnough() {
        assertBarred(EgressPolicy.internet(), host -> new InetAddress[] {PUBLIC, PRIVATE}, "https://a.example/");
        assertBarred(
                EgressPolicy.internet(),
                host -> new InetAddress[] {PUBLIC, InetAddress.getLoopbackAddress()},
                "https://a.example/");
    }

    @Test
    void aLiteralIsCheckedWithoutAnyLookup() {
        assertBarred(EgressPolicy.internet(), host -> new InetAddress[] {PUBLIC}, url("127.0.0.1", "/"));
        assertThat(lookups).hasValue(0);
    }

    @Test
    void portsOfThisProgramAreNotReachedUnderAnyName() {
        EgressPolicy egress = EgressPolicy.privateNetworksToo()
                .sparing(port -> port == server.getAddress().getPort());

        assertBarred(egress, host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, url("a.example", "/"));
    }

    @Test
    void aSocketGoesToTheVeryAddressThatWasCheckedToo() {
        NameLookup rebinding = host ->
                new InetAddress[] {lookups.get() == 1 ? InetAddress.getLoopbackAddress() : address("127.9.9.9")};

        assertThat(opened(EgressPolicy.privateNetworksToo(), rebinding, "ws://model.example.com:"))
                .isTrue();
        assertThat(lookups).hasValue(1);
        assertThat(opened(EgressPolicy.internet(), rebinding, "ws://127.0.0.1:"))
                .isFalse();
        assertThat(opened(
                        EgressPolicy.internet(),
                        host -> new InetAddress[] {PUBLIC, PRIVATE},
                        "wss://model.example.com:"))
                .isFalse();
    }

    /** Whether TCP was connected. */
    private boolean opened(EgressPolicy egress, NameLookup lookup, String base) {
        try (OutgoingHttp http = new OutgoingHttp("out-test", egress, ClientTls.platform(), host -> {
            lookups.incrementAndGet();
            return lookup.addresses(host);
        })) {
            URI url = URI.create(base + server.getAddress().getPort() + "/");
            var target = new WebSocketClient.Target(url, Map.of(), MAX_BYTES, 1_000);
            http.open(target, new ChannelInboundHandlerAdapter()).join().close();
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(EgressDenied.class);
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowed(int status) {
        OutgoingHttp.Reply reply = post(
                EgressPolicy.privateNetworksToo(),
                host -> new InetAddress[] {InetAddress.getLoopbackAddress()},
                url("a.example", "/" + status));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(asked).hasSize(1);
    }

    @Test
    void connectionsAreKeptForTheSamePlaceAndServeAgain() {
        try (OutgoingHttp http = OutgoingHttp.anywhere("out-test")) {
            for (int i = 0; i < 3; i++) {
                OutgoingHttp.Post post =
                        new OutgoingHttp.Post(URI.create(url("127.0.0.1", "/" + i)), Map.of(), new byte[0], 1_000);
                assertThat(http.post(post, MAX_BYTES, PATIENCE_MILLIS).join().status())
                        .isEqualTo(200);
            }
        }

        assertThat(asked).hasSize(3);
    }

    @Test
    void anAnswerThatIsTooLongFails() {
        try (OutgoingHttp http = OutgoingHttp.anywhere("out-test")) {
            OutgoingHttp.Post post =
                    new OutgoingHttp.Post(URI.create(url("127.0.0.1", "/")), Map.of(), new byte[0], 1_000);

            assertThat(http.post(post, 4, PATIENCE_MILLIS))
                    .failsWithin(java.time.Duration.ofMillis(PATIENCE_MILLIS))
                    .withThrowableThat()
                    .withMessageContaining("longer than 4 bytes");
        }
    }
}
