package dev.trunkline.lab.carrier;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The customer's server of the tests: answers TwiML by path, and plays what it is told to on media streams. */
final class HandMadeBridge implements AutoCloseable {

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final Map<String, Function<Asked, HttpResponse>> answers = new ConcurrentHashMap<>();

    /** Called for each message of a stream, on its loop. */
    volatile BiConsumer<Socket, String> onMessage = (socket, message) -> {};

    private final EventLoops loops = new EventLoops("bridge", 1);
    private final HttpServer server;

    HandMadeBridge() throws IOException {
        server = HttpServer.start(
                loops,
                "127.0.0.1",
                0,
                Routes.builder()
                        .http("POST", "/{page}", this::answer)
                        .http("GET", "/{page}", this::answer)
                        .webSocket("/media/{name}", this::open)
                        .build());
    }

    /** One request. */
    record Asked(String page, String method, Map<String, String> form, HttpRequest request) {}

    URI url(String page) {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + page);
    }

    String mediaUrl(String name) {
        return "ws://127.0.0.1:" + server.port() + "/media/" + name;
    }

    HandMadeBridge page(String name, String verbs) {
        answers.put(name, any -> HttpResponse.of(200, "text/xml", "<Response>" + verbs + "</Response>"));
        return this;
    }

    /** A page {@code voice} that connects a stream, with more verbs after it. */
    HandMadeBridge streamPage(String name, String more) {
        return page(name, "<Connect><Stream url=\"" + mediaUrl("one") + "\"/></Connect>" + more);
    }

    List<Asked> asked(String page) {
        return asked.stream().filter(one -> one.page.equals(page)).toList();
    }

    private void answer(HttpRequest request, dev.trunkline.net.http.HttpEndpoint.Reply reply) {
        String page = request.pathParameter("page");
        Map<String, String> form = new TreeMap<>();
        request.query().forEach((name, values) -> form.put(name, values.get(0)));
        for (String pair : request.bodyText().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        Asked one = new Asked(page, request.method(), form, request);
        asked.add(one);
        reply.send(answers.getOrDefault(page, any -> HttpResponse.empty(404)).apply(one));
    }

    private WebSocketEndpoint.Decision open(HttpRequest request) {
        if ("refused".equals(request.pathParameter("name"))) {
            return new WebSocketEndpoint.Refuse(HttpResponse.text(403, "no"));
        }
        Socket socket = new Socket(request);
        sockets.add(socket);
        return new WebSocketEndpoint.Accept(socket, 65_536);
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    /** One media stream, from the server's end. */
    final class Socket extends SimpleChannelInboundHandler<WebSocketFrame> {
        final HttpRequest handshake;
        final List<String> messages = new CopyOnWriteArrayList<>();
        volatile String streamSid = "";
        private volatile @Nullable Channel opened;
        volatile boolean closed;

        Socket(HttpRequest handshake) {
            this.handshake = handshake;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            opened = ctx.channel();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            String text = ((TextWebSocketFrame) frame).text();
            messages.add(text);
            if (text.contains("\"event\":\"start\"")) {
                streamSid = text.replaceAll("(?s).*\"streamSid\":\"(MZ[0-9a-f]{32})\".*", "$1");
            }
            onMessage.accept(this, text);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            closed = true;
        }

        Channel channel() {
            return Objects.requireNonNull(opened);
        }

        List<String> messages(String event) {
            return messages.stream()
                    .filter(text -> text.startsWith("{\"event\":\"" + event + "\""))
                    .toList();
        }

        void send(String text) {
            channel().writeAndFlush(new TextWebSocketFrame(text));
        }

        void play(byte[] mulaw) {
            send("{\"event\":\"media\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"payload\":\""
                    + Base64.getEncoder().encodeToString(mulaw) + "\"}}");
        }

        void mark(String name) {
            send("{\"event\":\"mark\",\"streamSid\":\"" + streamSid + "\",\"mark\":{\"name\":\"" + name + "\"}}");
        }

        void clear() {
            send("{\"event\":\"clear\",\"streamSid\":\"" + streamSid + "\"}");
        }

        void later(long millis, Runnable task) {
            channel().eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }
}
