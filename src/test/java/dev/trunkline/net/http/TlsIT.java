package dev.trunkline.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.config.PemFiles;
import dev.trunkline.lab.tls.SelfMadeCertificate;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.connection.ServerTls;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.testing.Certificates;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsIT {

    private static final HttpServer.Limits QUICK = new HttpServer.Limits(8_192, 1_048_576, 400, 400, 64L << 20);
    private static final HttpServer.Limits USUAL = new HttpServer.Limits(8_192, 1_048_576, 5_000, 5_000, 64L << 20);
    private static final int FATAL = 2;
    private static final int PROTOCOL_VERSION = 70; // RFC 8446, 6

    private final SelfMadeCertificate here = Certificates.ofThisMachine();
    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final EventLoops loops = new EventLoops("tls", 1);

    @AfterEach
    void close() {
        loops.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void whoIsBelievedIsTalkedTo(String host) throws Exception {
        try (HttpServer server = serve(here, USUAL)) {
            Channel channel = connect(server, host, Certificates.trusting(here));
            assertThat(next()).isEqualTo("open");

            for (int length : new int[] {1, 400, 100_000}) {
                channel.writeAndFlush(new TextWebSocketFrame("x".repeat(length)));
                assertThat(next()).isEqualTo("text " + "X".repeat(length));
            }

            WebSocketClient.close(channel, 1_000, "bye");
            assertThat(next()).isEqualTo("inactive");
        }
    }

    @Test
    void aServerThatNobodyVouchesForIsLeft() throws Exception {
        try (HttpServer server = serve(here, USUAL)) {
            connect(server, "localhost", ClientTls.platform());

            assertThat(next())
                    .startsWith("failed javax.net.ssl.SSLHandshakeException")
                    .contains("certification path");
            assertThat(next()).isEqualTo("inactive");
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void aServerWithTheCertificateOfAnotherHostIsLeft() throws Exception {
        SelfMadeCertificate elsewhere = Certificates.ofElsewhere();
        try (HttpServer server = serve(elsewhere, USUAL)) {
            connect(server, "localhost", Certificates.trusting(elsewhere));

            assertThat(next())
                    .startsWith("failed javax.net.ssl.SSLHandshakeException")
                    .contains("localhost");
            assertThat(next()).isEqualTo("inactive");
            assertThat(asked).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void theCheaperTlsIsThereWhereServersMostlyAre() {
        assertThat(OpenSsl.unavailabilityCause()).isNull();
        assertThat(ClientTls.provider()).isEqualTo(SslProvider.OPENSSL);
    }

    @Test
    void whoTrustsAFurtherAuthorityStillTrustsThePlatforms() throws Exception {
        assertThat(Certificates.trusting(here).ofJdk()).isNotEqualTo(javax.net.ssl.SSLContext.getDefault());
        assertThat(ClientTls.platform().ofJdk()).isEqualTo(javax.net.ssl.SSLContext.getDefault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsAreSpokenAndTheEndIsSaid(String version) throws Exception {
        try (HttpServer server = serve(here, USUAL);
                SSLSocket socket = (SSLSocket) Certificates.trusting(here)
                        .ofJdk()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.setEnabledProtocols(new String[] {version});

            socket.getOutputStream()
                    .write("GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));

            // Throws when the end of the connection is not the end of what was said.
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 404");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void anOldVersionIsRefused() throws Exception {
        try (HttpServer server = serve(here, USUAL);
                RawPeer peer = new RawPeer(server.port())) {
            peer.send(helloOfTls11());

            byte[] answer = peer.readToEnd().getBytes(ISO_8859_1);

            assertThat(answer).startsWith(21, 3); // an alert
            assertThat(answer[5]).isEqualTo((byte) FATAL);
            assertThat(answer[6]).isEqualTo((byte) PROTOCOL_VERSION);
        }
    }

    private static byte[] helloOfTls11() {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 4 + 2];
        byte[] head = {22, 3, 1, 0, (byte) (hello.length - 5), 1, 0, 0, (byte) (hello.length - 9), 3, 2};
        System.arraycopy(head, 0, hello, 0, head.length);
        byte[] tail = {0, 0, 2, (byte) 0xC0, 0x09, 1, 0}; // no session, ECDHE-ECDSA-AES128-SHA, no compression
        System.arraycopy(tail, 0, hello, hello.length - tail.length, tail.length);
        return hello;
    }

    @Test
    void aHandshakeThatIsNeverFinishedIsClosed() throws Exception {
        try (HttpServer server = serve(here, QUICK)) {
            for (byte[] begun : new byte[][] {{}, {22}, {22, 3, 1, 1, 0, 1, 0, 0}}) {
                try (RawPeer peer = new RawPeer(server.port())) {
                    long beganNanos = System.nanoTime();
                    peer.send(begun).readToEnd();

                    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos))
                            .isBetween(350L, 20_000L);
                }
            }
        }
    }

    @Test
    void whoSpeaksNoTlsIsClosedAndTheOthersGoOn() throws Exception {
        try (HttpServer server = serve(here, USUAL)) {
            try (RawPeer peer = new RawPeer(server.port())) {
                peer.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

                assertThat(peer.readToEnd()).doesNotContain("HTTP");
            }
            connect(server, "localhost", Certificates.trusting(here));
            assertThat(next()).isEqualTo("open");
        }
    }

    @Test
    void aRecordThatWasTamperedWithEndsTheConnection() throws Exception {
        try (HttpServer server = serve(here, USUAL);
                Socket wire = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket secure = Certificates.trusting(here)
                        .ofJdk()
                        .getSocketFactory()
                        .createSocket(wire, "localhost", server.port(), true)) {
            wire.setSoTimeout(30_000);
            secure.getOutputStream()
                    .write(RawPeer.upgrade("/ws").replace("{port}", "1").getBytes(ISO_8859_1));
            assertThat(new String(secure.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 101");

            byte[] record = new byte[5 + 64];
            System.arraycopy(new byte[] {23, 3, 3, 0, 64}, 0, record, 0, 5);
            wire.getOutputStream().write(record); // BoringSSL answers with an alert,
            wire.getOutputStream().write(record); // and tells with the next one

            wire.getInputStream().readAllBytes(); // or it times out
        }
    }

    @Test
    void whoSaysThatItIsDoneIsClosedThoughItsSocketStaysOpen() throws Exception {
        try (HttpServer server = serve(here, USUAL);
                Socket wire = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket secure = (SSLSocket) Certificates.trusting(here)
                        .ofJdk()
                        .getSocketFactory()
                        .createSocket(wire, "localhost", server.port(), false)) {
            wire.setSoTimeout(30_000);
            secure.getOutputStream()
                    .write(RawPeer.upgrade("/ws").replace("{port}", "1").getBytes(ISO_8859_1));
            assertThat(new String(secure.getInputStream().readNBytes(12), ISO_8859_1))
                    .isEqualTo("HTTP/1.1 101");

            secure.shutdownOutput(); // for TLS 1.3 a close_notify, and no FIN

            wire.getInputStream().readAllBytes(); // or it times out
        }
    }

    @Test
    void whoComesAfterARenewalIsShownTheNewCertificateAndTheOthersGoOn() throws Exception {
        SelfMadeCertificate elsewhere = Certificates.ofElsewhere();
        List<X509Certificate> renewed = PemFiles.certificates(elsewhere.certificate());
        ServerTls tls = Certificates.server(here);
        try (HttpServer server = serve(tls, USUAL)) {
            Channel before = connect(server, "localhost", Certificates.trusting(here));
            assertThat(next()).isEqualTo("open");

            tls.renew(renewed, PemFiles.key(elsewhere.key(), renewed.get(0)));

            try (SSLSocket after = (SSLSocket) Certificates.trusting(elsewhere)
                    .ofJdk()
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), server.port())) {
                after.setSoTimeout(30_000);
                after.startHandshake();
                assertThat(after.getSession().getPeerCertificates()).containsExactly(renewed.get(0));
            }
            before.writeAndFlush(new TextWebSocketFrame("x"));
            assertThat(next()).isEqualTo("text X");
        }
    }

    private HttpServer serve(SelfMadeCertificate certificate, HttpServer.Limits limits) throws IOException {
        return serve(Certificates.server(certificate), limits);
    }

    private HttpServer serve(ServerTls tls, HttpServer.Limits limits) throws IOException {
        Routes routes = Routes.builder()
                .webSocket("/ws", request -> {
                    asked.add(request.path());
                    return new WebSocketEndpoint.Accept(new Upper(), 1 << 20);
                })
                .build();
        return HttpServer.start(loops, "127.0.0.1", 0, tls, port -> routes, limits);
    }

    private Channel connect(HttpServer server, String host, ClientTls tls) throws InterruptedException {
        URI uri = URI.create("wss://" + host + ":" + server.port() + "/ws");
        return new WebSocketClient(tls)
                .connect(
                        loops.workers().next(),
                        new WebSocketClient.Target(uri, Map.of(), 1 << 20, 30_000),
                        new Recorder())
                .sync()
                .channel();
    }

    private String next() throws InterruptedException {
        return seen.poll(30, TimeUnit.SECONDS);
    }

    private static final class Upper extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            ctx.writeAndFlush(new TextWebSocketFrame(frame.text().replace('x', 'X')));
        }
    }

    private final class Recorder extends SimpleChannelInboundHandler<WebSocketFrame> {
        private boolean failed;

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                seen.add("open");
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                seen.add("text " + text.text());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof SSLException && !failed) {
                failed = true; // what had been written before fails as well
                Throwable root = cause;
                while (root.getCause() != null) {
                    root = root.getCause();
                }
                seen.add("failed " + cause + " " + root);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            seen.add("inactive");
        }
    }
}
