package dev.trunkline.net.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.ServedRoutes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketClientIT {

    private final LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> servers = new LinkedBlockingQueue<>();
    private final EventLoops loops = new EventLoops("client", 1);
    private final WebSocketClient client = new WebSocketClient();

    @AfterEach
    void close() {
        loops.close();
    }

    private ChannelFuture connect(String uri, ChannelHandler handler) {
        return connect(uri, handler, 30_000);
    }

    private ChannelFuture connect(String uri, ChannelHandler handler, int timeoutMillis) {
        return client.connect(
                loops.workers().next(),
                new WebSocketClient.Target(URI.create(uri), Map.of("X-Key", "secret"), 1_024, timeoutMillis),
                handler);
    }

    private String next() throws InterruptedException {
        return seen.poll(30, TimeUnit.SECONDS);
    }

    private ServedRoutes serve(ChannelHandler handler) throws Exception {
        return new ServedRoutes(Routes.builder().webSocket("/ws", request -> {
            servers.add(request.header("X-Key") + " " + request.header("Origin"));
            return new WebSocketEndpoint.Accept(handler, 65_536);
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void talksToAServer(String host) throws Exception {
        try (var server = serve(new Upper())) {
            Channel channel = connect("ws://" + host + ":" + server.port() + "/ws", new Recorder())
                    .sync()
                    .channel();
            assertThat(next()).isEqualTo("open");

            channel.writeAndFlush(new TextWebSocketFrame("hello"));

            assertThat(next()).isEqualTo("text HELLO");
            assertThat(servers.poll()).isEqualTo("secret null");
            channel.writeAndFlush(new PingWebSocketFrame());
            assertThat(next()).isEqualTo("pong");
            WebSocketClient.close(channel, 1_000, "bye");
            assertThat(next()).isEqualTo("inactive");
        }
    }

    @Test
    void showsTheServersCloseAndEchoesIt() throws Exception {
        try (var raw = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            connect("ws://localhost:" + raw.getLocalPort() + "/", new Recorder());
            try (Socket socket = raw.accept()) {
                socket.setSoTimeout(30_000);
                String key = handshakeKey(socket);
                socket.getOutputStream().write(switching(key).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                socket.getOutputStream().write(new byte[] {(byte) 0x88, 2, 0x03, (byte) 0xF3}); // 1011

                byte[] echo = socket.getInputStream().readAllBytes();

                assertThat(next()).isEqualTo("open");
                assertThat(next()).isEqualTo("close 1011");
                assertThat(next()).isEqualTo("inactive");
                assertThat(echo).hasSize(8); // a masked close frame with a code
                assertThat(((echo[6] ^ echo[2]) & 0xFF) << 8 | ((echo[7] ^ echo[3]) & 0xFF))
                        .isEqualTo(1_011);
            }
        }
    }

    @Test
    void closes1009OnAMessageOverTheLimit() throws Exception {
        try (var server = serve(new Flood())) {
            connect("ws://localhost:" + server.port() + "/ws", new Recorder());

            assertThat(next()).isEqualTo("open");
            assertThat(next()).startsWith("failed ");
            assertThat(next()).isEqualTo("inactive");
        }
    }

    @Test
    void aRefusedHandshakeTellsTheStatus() throws Exception {
        try (var server = new ServedRoutes(Routes.builder()
                .webSocket("/ws", request -> new WebSocketEndpoint.Refuse(HttpResponse.text(401, "who are you"))))) {
            connect("ws://localhost:" + server.port() + "/ws", new Recorder());

            assertThat(next()).isEqualTo("refused 401");
            assertThat(next()).isEqualTo("inactive");
        }
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            connect("ws://localhost:" + silent.getLocalPort() + "/", new Recorder(), 1_000);

            assertThat(next()).isEqualTo("timeout");
            assertThat(next()).isEqualTo("inactive");
        }
    }

    @Test
    void aHostThatDoesNotExistFailsTheFuture() throws Exception {
        ChannelFuture connecting = connect("ws://no-such-host.invalid/", new Recorder());

        assertThat(connecting.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(connecting.cause()).isInstanceOf(java.net.UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/", "ws:/path", "ws://under_score/", "nothing"})
    void onlyWebSocketAddressesAreTargets(String uri) {
        assertThatThrownBy(() -> new WebSocketClient.Target(URI.create(uri), Map.of(), 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String handshakeKey(Socket socket) throws Exception {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) socket.getInputStream().read());
        }
        String lower = request.toString().toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("sec-websocket-key:") + 18;
        return request.substring(at, request.indexOf("\r", at)).strip();
    }

    private static String switching(String key) throws Exception {
        byte[] hash = java.security.MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + java.util.Base64.getEncoder().encodeToString(hash) + "\r\n\r\n";
    }

    private final class Recorder extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                seen.add("open");
            } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
                seen.add("timeout");
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof CloseWebSocketFrame close) {
                seen.add("close " + close.statusCode());
            } else if (frame instanceof TextWebSocketFrame text) {
                seen.add("text " + text.text());
            } else if (frame instanceof PongWebSocketFrame) {
                seen.add("pong");
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
                seen.add("refused " + refused.response().status().code());
            } else {
                seen.add("failed " + cause.getClass().getSimpleName());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            seen.add("inactive");
        }
    }

    @ChannelHandler.Sharable
    private static final class Upper extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            ctx.writeAndFlush(new TextWebSocketFrame(frame.text().toUpperCase(java.util.Locale.ROOT)));
        }
    }

    private static final class Flood extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            ctx.writeAndFlush(new TextWebSocketFrame("x".repeat(2_000)));
        }
    }
}
