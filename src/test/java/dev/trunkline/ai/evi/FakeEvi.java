package dev.trunkline.ai.evi;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.http.WebSocketEndpoint.Refuse;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** A WebSocket server that does what a test scripts; knows nothing of our codec. */
final class FakeEvi implements AutoCloseable {

    final List<HttpRequest> handshakes = new CopyOnWriteArrayList<>();
    final List<HttpRequest> tokenRequests = new CopyOnWriteArrayList<>();
    final List<Peer> peers = new CopyOnWriteArrayList<>();
    volatile int handshakeStatus = 101;
    volatile ToIntFunction<HttpRequest> handshakeAnswer = request -> handshakeStatus;
    volatile int pongAfterMillis;
    final AtomicInteger pongs = new AtomicInteger(); // on their way
    volatile Function<HttpRequest, HttpResponse> tokenAnswer = request -> HttpResponse.empty(500);

    private final EventLoops loops = new EventLoops("fake-evi", 1);
    private final HttpServer server;
    private final Script script;

    /** What a server does with a text. */
    interface Script {
        void onText(Peer peer, String text);
    }

    FakeEvi(Script script) throws IOException {
        this.script = script;
        this.server = HttpServer.start(
                loops,
                "127.0.0.1",
                0,
                Routes.builder()
                        .webSocket("/v0/evi/chat", request -> {
                            handshakes.add(request);
                            int status = handshakeAnswer.applyAsInt(request);
                            if (status != 101) {
                                return new Refuse(HttpResponse.text(status, "no"));
                            }
                            Peer peer = new Peer();
                            return new Accept(peer, 1 << 20);
                        })
                        .http("POST", "/oauth2-cc/token", (request, reply) -> {
                            tokenRequests.add(request);
                            reply.send(tokenAnswer.apply(request));
                        })
                        .build());
    }

    /** Says that the chat is ready, as soon as it hears the settings; the chat is named after the session. */
    static void greet(Peer peer, String text) {
        if (text.contains("session_settings")) {
            String session = text.replaceAll(".*\"custom_session_id\":\"([^\"]*)\".*", "$1");
            peer.say("{\"type\":\"chat_metadata\",\"chat_id\":\"chat-" + session + "\",\"chat_group_id\":\"group-"
                    + session + "\"}");
        }
    }

    URI base() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/v0/evi");
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    private final class LatePongs extends ChannelOutboundHandlerAdapter {
        private final Set<Object> held = new HashSet<>();

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof PongWebSocketFrame && pongAfterMillis > 0) {
                held.add(message);
                ctx.executor().schedule(() -> send(ctx, message, promise), pongAfterMillis, TimeUnit.MILLISECONDS);
            } else {
                count(message);
                ctx.write(message, promise);
            }
        }

        private void count(Object message) {
            if (message instanceof PongWebSocketFrame) {
                pongs.incrementAndGet();
            }
        }

        private void send(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (held.remove(message)) {
                count(message);
                ctx.writeAndFlush(message, promise);
            }
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            held.forEach(ReferenceCountUtil::release);
            held.clear();
        }
    }

    /** One chat as the server sees it. */
    final class Peer extends SimpleChannelInboundHandler<WebSocketFrame> {
        final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        private final CompletableFuture<Channel> channel = new CompletableFuture<>();

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            ChannelHandlerContext answersPings = ctx.pipeline().context(WebSocketServerProtocolHandler.class);
            ctx.pipeline().addBefore(answersPings.name(), "late-pongs", new LatePongs());
            channel.complete(ctx.channel());
            peers.add(this);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                heard.add(text.text());
                script.onText(this, text.text());
            }
        }

        void say(String text) {
            channel.join().writeAndFlush(new TextWebSocketFrame(text));
        }

        void sayAfter(int millis, String text) {
            channel.join().eventLoop().schedule(() -> say(text), millis, TimeUnit.MILLISECONDS);
        }

        void hangUp(int code) {
            channel.join().writeAndFlush(new CloseWebSocketFrame(code, ""));
        }

        void vanish() {
            channel.join().close();
        }
    }
}
