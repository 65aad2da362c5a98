package dev.trunkline.net.outgoing;

import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.connection.TlsCloseHandler;
import dev.trunkline.net.egress.EgressDenied;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.egress.NameLookup;
import dev.trunkline.net.egress.OutgoingAddresses;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Posts to URLs that others have chosen, within {@link EgressPolicy}: HTTP/1.1, to the very address that was checked, under the name
 * that the URL has (Host, SNI, certificate). A redirect is a response like any other: nobody follows it. Connections are kept
 * for what is posted next to the same place. Thread-safe; needs no closing, its threads are daemons.
 */
public final class OutgoingHttp implements AutoCloseable {

    private static final int THREADS = 2;

    private final ClientTls tls;
    private final WebSocketClient sockets;
    private final OutgoingAddresses addresses;
    private final EventLoopGroup loops;
    private final KeptConnections kept = new KeptConnections();

    /** For URLs that the operator has chosen: it goes anywhere. */
    public static OutgoingHttp anywhere(String name) {
        return new OutgoingHttp(name, null, ClientTls.platform(), NameLookup.ofTheMachine());
    }

    /** @param name of its threads */
    public OutgoingHttp(String name, EgressPolicy egress) {
        this(name, egress, ClientTls.platform(), NameLookup.ofTheMachine());
    }

    /**
     * One that believes others, or asks another name service.
     *
     * @param name of its threads
     * @param egress null for everywhere
     */
    public OutgoingHttp(String name, @Nullable EgressPolicy egress, ClientTls tls, NameLookup lookup) {
        this.tls = tls;
        this.sockets = new WebSocketClient(tls);
        this.addresses = new OutgoingAddresses(egress, lookup);
        this.loops = new MultiThreadIoEventLoopGroup(
                THREADS, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /**
     * What to post.
     *
     * @param headers beside Host and Content-Length
     * @param connectMillis for TCP, and again for TLS
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to
    public record Post(URI url, Map<String, String> headers, byte[] body, int connectMillis) {
        public Post {
            headers = Map.copyOf(headers);
        }

        /** Without query, headers and body: keys and what people said stand there. */
        @Override
        public String toString() {
            return "Post[" + url.getScheme() + "://" + url.getHost() + "]";
        }
    }

    /**
     * A response as a whole.
     *
     * @param body as much of it as was wanted
     * @param retryAfter when it wants to be asked again, as it says so, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to
    public record Reply(int status, byte[] body, @Nullable String retryAfter) {}

    /** A post on its way. */
    public interface Exchange {

        /** The receiver hears no more. Any thread; twice is harmless. */
        void cancel();
    }

    /** Runs things on a thread of this client. */
    public Executor executor() {
        return loops;
    }

    /** Posts; returns at once. */
    public Exchange post(Post post, HttpReceiver receiver) {
        OutgoingExchange exchange = new OutgoingExchange(receiver, channel -> kept.keep(channel));
        addresses.of(post.url()).whenComplete((address, failure) -> {
            if (failure != null) {
                exchange.lost(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            } else {
                connect(post, address, exchange);
            }
        });
        return exchange;
    }

    /**
     * Posts, and takes the response as a whole.
     *
     * @param maxBytes of the body; a longer one fails, and with 0 none is read
     * @return fails with {@link EgressDenied} or another {@link IOException}, or after {@code timeoutMillis}
     */
    public CompletableFuture<Reply> post(Post post, int maxBytes, long timeoutMillis) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Exchange exchange = post(post, new Whole(reply, maxBytes));
        return reply.orTimeout(timeoutMillis, TimeUnit.MILLISECONDS).whenComplete((done, failure) -> {
            if (failure != null) {
                exchange.cancel();
            }
        });
    }

    /**
     * Opens a WebSocket; {@code handler} hears what {@link WebSocketClient#connect} says.
     *
     * @return completes when TCP is connected, before the handshake; fails with {@link EgressDenied} or another problem of I/O
     */
    public CompletableFuture<Channel> open(WebSocketClient.Target target, ChannelHandler handler) {
        return addresses.of(target.uri()).thenCompose(address -> {
            CompletableFuture<Channel> open = new CompletableFuture<>();
            ChannelFuture connecting = sockets.connect(loops.next(), target, address, handler);
            connecting.addListener(done -> {
                if (done.isSuccess()) {
                    open.complete(connecting.channel());
                } else {
                    open.completeExceptionally(done.cause());
                }
            });
            return open;
        });
    }

    private static FullHttpRequest request(Post post) {
        URI url = post.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, target, Unpooled.wrappedBuffer(post.body()));
        post.headers().forEach(request.headers()::set);
        request.headers()
                .set(HttpHeaderNames.HOST, url.getPort() == -1 ? url.getHost() : url.getHost() + ":" + url.getPort())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, post.body().length);
        return request;
    }

    private void connect(Post post, InetSocketAddress address, OutgoingExchange exchange) {
        boolean secure = EgressPolicy.scheme(post.url()).equals("https");
        KeptConnections.Place place =
                new KeptConnections.Place(secure, post.url().getHost(), address);
        Channel idle = kept.take(place);
        if (idle != null) {
            exchange.begin(idle, request(post));
            return;
        }
        ChannelFuture connecting = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, EventLoops.BUFFERS)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, post.connectMillis())
                .attr(KeptConnections.PLACE, place)
                .handler(pipeline(post, secure))
                .connect(address);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                exchange.begin(connecting.channel(), request(post));
            } else {
                exchange.lost(done.cause());
            }
        });
    }

    private ChannelHandler pipeline(Post post, boolean secure) {
        return new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                if (secure) {
                    String host = post.url().getHost();
                    channel.pipeline()
                            .addLast(tls.handler(channel, host, EgressPolicy.port(post.url()), post.connectMillis()))
                            .addLast(new TlsCloseHandler());
                }
                channel.pipeline().addLast(new HttpClientCodec());
            }
        };
    }

    /** Ends all that is under way. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Collects a response. Confined to its loop. */
    private static final class Whole implements HttpReceiver {

        private final CompletableFuture<Reply> reply;
        private final int maxBytes;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;
        private @Nullable String retryAfter;

        Whole(CompletableFuture<Reply> reply, int maxBytes) {
            this.reply = reply;
            this.maxBytes = maxBytes;
        }

        @Override
        public void onHead(int newStatus, String contentType) {
            status = newStatus;
        }

        @Override
        public void onRetryAfter(String when) {
            retryAfter = when;
        }

        @Override
        public boolean onBytes(ByteBuffer bytes) {
            if (maxBytes == 0) {
                onEnd();
                return false;
            }
            if (body.size() + bytes.remaining() > maxBytes) {
                onLost(new IOException("the answer is longer than " + maxBytes + " bytes"));
                return false;
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            body.writeBytes(copy);
            return true;
        }

        @Override
        public void onEnd() {
            reply.complete(new Reply(status, body.toByteArray(), retryAfter));
        }

        @Override
        public void onLost(@Nullable Throwable cause) {
            reply.completeExceptionally(cause == null ? new IOException("no answer") : cause);
        }
    }
}
