package dev.trunkline.ai.realtime;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.http.WebSocketEndpoint.Refuse;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Realtime server that does what a test scripts; knows nothing of our codec. */
final class ScriptedRealtime implements AutoCloseable {

    final List<HttpRequest> handshakes = new CopyOnWriteArrayList<>();
    final List<Peer> peers = new CopyOnWriteArrayList<>();
    volatile int handshakeStatus = 101;

    private final EventLoops loops = new EventLoops("scripted-realtime", 1);
    private final HttpServer server;
    private final Script script;

    /** What a server does with a text; double quotes are single ones. */
    interface Script {
        void onText(Peer peer, String text);
    }

    ScriptedRealtime(Script script) throws IOException {
        this.script = script;
        this.server = HttpServer.start(
                loops,
                "127.0.0.1",
                0,
                Routes.builder()
                        .webSocket("/v1/realtime", request -> {
                            handshakes.add(request);
                            return handshakeStatus == 101
                                    ? new Accept(new Peer(), 1 << 20)
                                    : new Refuse(HttpResponse.text(handshakeStatus, "no"));
                        })
                        .build());
    }

    /** Takes any settings. */
    static void agree(Peer peer, String text) {
        if (text.startsWith("{'type':'session.update'")) {
            peer.say("{'type':'session.updated','session':{'id':'" + peer.sessionId + "'}}");
        }
    }

    URI base() {
        return URI.create("ws://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.close();
        loops.close();
    }

    /** One session as the server sees it. */
    final class Peer extends SimpleChannelInboundHandler<WebSocketFrame> {
        final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        final String sessionId = "sess_" + (peers.size() + 1);
        private final CompletableFuture<Channel> channel = new CompletableFuture<>();

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            channel.complete(ctx.channel());
            peers.add(this);
            // The client's side of the handshake is not over before this turn of the loop is.
            ctx.executor().execute(() -> say("{'type':'session.created','session':{'id':'" + sessionId + "'}}"));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                String words = text.text().replace('"', '\'');
                heard.add(words);
                script.onText(this, words);
            }
        }

        void say(String text) {
            channel.join().writeAndFlush(new TextWebSocketFrame(Events.json(text)));
        }

        void hangUp(int code, String reason) {
            channel.join().writeAndFlush(new CloseWebSocketFrame(code, reason));
        }

        void vanish() {
            channel.join().close();
        }
    }
}
