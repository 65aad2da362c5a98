package dev.trunkline.lab.relay;

import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.connection.ServerTls;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The least that anything between a caller and an AI can do: for each WebSocket that comes in, on whatever path, it opens
 * one to its peer on the same loop, and forwards each message, unchanged or, to a peer of the Realtime dialect, with its sound
 * put into the other side's message as it is. Sockets, options and loops are a bridge's own, so
 * that the difference to a bridge is what the bridge does. {@code POST /twilio/voice} answers TwiML that leads here, so
 * that whoever calls a bridge can call a relay. Thread-safe.
 */
public final class Relay implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 1 << 20;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int NORMAL = 1_000;
    private static final String HOST = "[A-Za-z0-9.:\\[\\]-]{1,255}";

    private final EventLoops loops =
            new EventLoops("relay", Runtime.getRuntime().availableProcessors());
    private final WebSocketClient client;
    private final @Nullable ServerTls tls;
    private final WebSocketClient.Target target;
    private final boolean translates;
    private final HttpServer server;

    private Relay(String bindAddress, int port, URI to, @Nullable ServerTls tls, ClientTls trust, boolean translates)
            throws IOException {
        this.tls = tls;
        this.translates = translates;
        this.client = new WebSocketClient(trust);
        this.target = new WebSocketClient.Target(to, Map.of(), MAX_MESSAGE_BYTES, CONNECT_MILLIS);
        if ("wss".equals(to.getScheme())) {
            trust.load();
        }
        try {
            this.server = HttpServer.start(loops, bindAddress, port, tls, bound -> routes());
        } catch (IOException e) {
            loops.close();
            throw e;
        }
    }

    /**
     * Starts one.
     *
     * @param port 0 for any free one
     * @param to {@code ws} or {@code wss}
     * @throws IOException when the port is taken; the message says which
     * @throws IllegalArgumentException when {@code to} is no such address
     */
    public static Relay start(String bindAddress, int port, URI to) throws IOException {
        return start(bindAddress, port, to, null, ClientTls.platform(), false);
    }

    /**
     * The same over TLS.
     *
     * @param tls for those who come in; null for none
     * @param trust who is believed when {@code to} is {@code wss}
     * @param translates between Twilio's media messages and the Realtime dialect's
     */
    public static Relay start(
            String bindAddress, int port, URI to, @Nullable ServerTls tls, ClientTls trust, boolean translates)
            throws IOException {
        return new Relay(bindAddress, port, to, tls, trust, translates);
    }

    private Routes routes() {
        WebSocketEndpoint any = request -> new WebSocketEndpoint.Accept(incoming(), MAX_MESSAGE_BYTES);
        return Routes.builder()
                .webSocket("/", any)
                .webSocket("/{1}", any)
                .webSocket("/{1}/{2}", any)
                .webSocket("/{1}/{2}/{3}", any)
                .http("POST", "/twilio/voice", (request, reply) -> reply.send(twiml(request)))
                .build();
    }

    private Incoming incoming() {
        return new Incoming(translates ? new Translation() : null);
    }

    private HttpResponse twiml(HttpRequest request) {
        String host = request.header("host");
        if (host == null || !host.matches(HOST)) {
            return HttpResponse.text(400, "a Host header is needed to say where the stream goes");
        }
        return HttpResponse.of(
                200,
                "text/xml; charset=utf-8",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Connect><Stream url=\""
                        + (tls == null ? "ws://" : "wss://") + host
                        + "/relay\"/></Connect></Response>");
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** Drops all connections. */
    @Override
    public void close() {
        server.close();
        loops.close();
    }

    static void sayGoodbye(Channel channel) {
        WebSocketClient.close(channel, NORMAL, "");
    }

    /** From whoever came in. */
    private final class Incoming extends Forwarding {
        private final @Nullable Translation translation;

        Incoming(@Nullable Translation translation) {
            super(translation == null ? null : translation::fromPhone);
            this.translation = translation;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete) {
                ctx.channel().config().setAutoRead(false);
                client.connect(
                        ctx.channel().eventLoop(),
                        target,
                        new Outgoing(this, ctx.channel(), translation),
                        cause -> sayGoodbye(ctx.channel()));
            }
            ctx.fireUserEventTriggered(event);
        }
    }

    /** From the peer. */
    private static final class Outgoing extends Forwarding {
        private final Forwarding incoming;
        private final Channel caller;

        Outgoing(Forwarding incoming, Channel caller, @Nullable Translation translation) {
            super(translation == null ? null : translation::fromAi);
            this.incoming = incoming;
            this.caller = caller;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                incoming.to(ctx.channel());
                to(caller);
                if (caller.isActive()) {
                    caller.config().setAutoRead(true);
                } else {
                    sayGoodbye(ctx.channel());
                }
            }
            ctx.fireUserEventTriggered(event);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            sayGoodbye(caller);
        }
    }
}
