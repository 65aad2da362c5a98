package dev.trunkline.ai.gemini;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.loop.EventLoops;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A {@link ScriptedGemini} behind a socket, which sends binary frames as the service does. All of it is on one loop. */
public final class GeminiServer implements AutoCloseable {

    /** What it wants in the handshake. */
    public static final String KEY = "gemini-key-of-a-test";

    static final String PATH = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";

    final List<HttpRequest> handshakes = new CopyOnWriteArrayList<>();
    final ScriptedGemini gemini;

    private final EventLoops loops = new EventLoops("gemini", 1);
    private final HttpServer server;

    public GeminiServer(ScriptedGemini.Script script) throws IOException {
        this.gemini = new ScriptedGemini(script);
        this.server = HttpServer.start(
                loops,
                "127.0.0.1",
                0,
                Routes.builder()
                        .webSocket(PATH, this::accept)
                        .webSocket("/" + PATH, this::accept) // as Google's SDK puts it together
                        .build());
    }

    /** Its address. */
    public URI base() {
        return URI.create("ws://127.0.0.1:" + server.port());
    }

    /** Why connections were closed, if it was the client's fault. */
    public List<String> objections() {
        return List.copyOf(gemini.objections);
    }

    private Accept accept(HttpRequest request) {
        handshakes.add(request);
        return new Accept(new Peer(keyOf(request)), 4 << 20);
    }

    private static @Nullable String keyOf(HttpRequest request) {
        String header = request.header("x-goog-api-key");
        return header != null ? header : request.queryValue("key");
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    private final class Peer extends SimpleChannelInboundHandler<WebSocketFrame> implements ScriptedGemini.Wire {
        private final @Nullable String key;
        private final ScriptedGemini.Connection connection = gemini.connect(this);
        private final CompletableFuture<Channel> channel = new CompletableFuture<>();

        Peer(@Nullable String key) {
            this.key = key;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            // Sockets end in any order: by its close frame a client says that it has left the session.
            ctx.pipeline()
                    .addBefore(
                            ctx.pipeline()
                                    .context(WebSocketServerProtocolHandler.class)
                                    .name(),
                            "leaving",
                            new ChannelInboundHandlerAdapter() {
                                @Override
                                public void channelRead(ChannelHandlerContext context, Object message) {
                                    if (message instanceof CloseWebSocketFrame) {
                                        connection.onClosed();
                                    }
                                    context.fireChannelRead(message);
                                }
                            });
            channel.complete(ctx.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (!KEY.equals(key)) {
                close(ScriptedGemini.INVALID, "API key not valid. Please pass a valid API key.");
            } else if (frame instanceof TextWebSocketFrame text) {
                connection.onText(text.text());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            connection.onClosed();
        }

        @Override
        public void send(String json) {
            channel.join().writeAndFlush(new BinaryWebSocketFrame(Unpooled.copiedBuffer(json, StandardCharsets.UTF_8)));
        }

        @Override
        public void close(int code, String reason) {
            channel.join().writeAndFlush(new CloseWebSocketFrame(code, reason));
        }
    }
}
