package dev.trunkline.net.websocket;

import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.connection.LingeringClose;
import dev.trunkline.net.connection.TlsCloseHandler;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.egress.OffLoopResolver;
import dev.trunkline.net.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Opens WebSockets as a client, on a given loop, those of {@code wss} over TLS. Thread-safe.
 */
public final class WebSocketClient {

    private static final int MAX_HANDSHAKE_BYTES = 64 * 1024;
    private static final int SMALL_MESSAGE_BYTES = 1 << 20; // what may always be sent
    private static final int SHARE_OF_HEAP =
            32; // every call may have one that waits to be heard, and it is there twice until then

    private final ClientTls tls;
    private final OffLoopResolver resolver = new OffLoopResolver();
    private final BigMessages turns;
    private final ChannelFactory<SocketChannel> sockets;

    /** One that believes the platform's authorities. */
    public WebSocketClient() {
        this(ClientTls.platform());
    }

    /** One that believes these. */
    public WebSocketClient(ClientTls tls) {
        this(tls, BigMessages.ofThisMachine());
    }

    WebSocketClient(ClientTls tls, BigMessages turns) {
        this(tls, turns, NioSocketChannel::new);
    }

    /** @param sockets makes them, or throws where there can be no more of them */
    WebSocketClient(ClientTls tls, BigMessages turns, ChannelFactory<SocketChannel> sockets) {
        this.tls = tls;
        this.turns = turns;
        this.sockets = sockets;
    }

    /**
     * What to open.
     *
     * @param uri {@code ws} or {@code wss}, with a host
     * @param headers further headers of the handshake
     * @param maxMessageBytes bigger messages close with 1009; so do those that are more than a thirty-second part of the heap
     * @param connectTimeoutMillis for TCP, and again for the handshake
     */
    public record Target(URI uri, Map<String, String> headers, int maxMessageBytes, int connectTimeoutMillis) {
        public Target {
            boolean isWebSocket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
            if (!isWebSocket || uri.getHost() == null) {
                throw new IllegalArgumentException("not a ws:// or wss:// address");
            }
            headers = Map.copyOf(headers);
        }

        /** What the address and the headers carry may be secret. */
        @Override
        public String toString() {
            return "Target[" + uri.getHost() + "]";
        }
    }

    /**
     * Connects; returns at once. {@code handler} sits at the end of the pipeline: it gets the user event
     * {@code ClientHandshakeStateEvent.HANDSHAKE_COMPLETE} when the socket is open, then whole (reassembled) text and
     * binary frames, pongs, and the server's close frame (which is answered, and the connection closed, when it has seen
     * it); pings are answered before it. A server that breaks the protocol gets a close frame with the code of RFC 6455,
     * 7.4.1, and the handler an exception. A failed handshake reaches its {@code exceptionCaught}
     * ({@code WebSocketClientHandshakeException} has the response). A failed TCP connection only fails the future:
     * perhaps before this returns, and on any thread where no socket could be made (there are no more of them).
     */
    public ChannelFuture connect(EventLoop loop, Target target, ChannelHandler handler) {
        URI uri = target.uri();
        return connect(
                loop, target, InetSocketAddress.createUnresolved(uri.getHost(), EgressPolicy.port(uri)), handler);
    }

    /**
     * The same, for owners who live on the loop.
     *
     * @param onFailure hears of a failed TCP connection: on the loop, and never before this returns
     */
    public void connect(EventLoop loop, Target target, ChannelHandler handler, Consumer<Throwable> onFailure) {
        connect(loop, target, handler).addListener(connected -> {
            if (!connected.isSuccess()) {
                loop.execute(() -> onFailure.accept(connected.cause()));
            }
        });
    }

    /** The same to this address, whatever the name's is; no name is looked up when it is resolved. */
    public ChannelFuture connect(EventLoop loop, Target target, InetSocketAddress address, ChannelHandler handler) {
        URI uri = target.uri();
        boolean secure = "wss".equalsIgnoreCase(uri.getScheme());
        int port = EgressPolicy.port(uri);
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        target.headers().forEach(headers::add);
        int maxMessageBytes =
                mostBytes(target.maxMessageBytes(), Runtime.getRuntime().maxMemory());
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(uri)
                .version(WebSocketVersion.V13)
                .allowExtensions(false)
                .generateOriginHeader(false)
                .customHeaders(headers)
                .maxFramePayloadLength(maxMessageBytes)
                .handshakeTimeoutMillis(target.connectTimeoutMillis())
                .sendCloseFrame(null)
                .handleCloseFrames(false)
                .dropPongFrames(false)
                .withUTF8Validator(false) // ours is cheaper
                .build();
        return new Bootstrap()
                .group(loop)
                .channelFactory(sockets)
                .resolver(resolver)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, EventLoops.BUFFERS)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, target.connectTimeoutMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new LingeringClose());
                        if (secure) {
                            channel.pipeline()
                                    .addLast(tls.handler(channel, uri.getHost(), port, target.connectTimeoutMillis()))
                                    .addLast(new TlsCloseHandler());
                        }
                        ReadingGate gate = new ReadingGate(turns);
                        channel.pipeline()
                                .addLast(gate)
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(MAX_HANDSHAKE_BYTES))
                                .addLast(new WebSocketClientProtocolHandler(config))
                                .addLast(new Utf8Validator())
                                .addLast(new MessageAggregator(maxMessageBytes))
                                .addLast(gate.new End())
                                .addLast(new CloseEcho());
                        TextReceiver receiver = handler instanceof TextReceiver texts ? texts : null;
                        channel.pipeline()
                                .addLast(new FastPathInstaller(receiver, maxMessageBytes, gate))
                                .addLast(handler);
                    }
                })
                .connect(address);
    }

    /** How long a message may be where the heap is so big. */
    static int mostBytes(int wanted, long heapBytes) {
        return (int) Math.min(wanted, Math.max(SMALL_MESSAGE_BYTES, heapBytes / SHARE_OF_HEAP));
    }

    /** Sends a close frame and closes when it is written; the handler sees no frame after that. */
    public static void close(Channel channel, int code, String reason) {
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
    }
}
