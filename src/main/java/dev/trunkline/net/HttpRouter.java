package dev.trunkline.net;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each request of one connection to its route, one after the other. Confined to the connection's loop. */
final class HttpRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRouter.class);

    private final Routes routes;
    private boolean answering;

    HttpRouter(Routes routes) {
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        if (answering) {
            // Nobody pipelines here on purpose, and queueing what a stranger sends is how servers run out of memory.
            ctx.close();
            return;
        }
        answering = true;
        boolean keepAlive = HttpUtil.isKeepAlive(message);
        if (!message.decoderResult().isSuccess()) {
            send(ctx, HttpResponse.text(400, "malformed request"), false);
            return;
        }
        if (message.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            upgrade(ctx, message);
            return;
        }
        HttpRequest request;
        Routes.Match<HttpEndpoint> match;
        try {
            match = routes.http(message.method().name(), path(message));
            request = request(ctx.channel(), message, match == null ? Map.of() : match.pathParameters());
        } catch (IllegalArgumentException e) {
            send(ctx, HttpResponse.text(400, "malformed path or query"), false);
            return;
        }
        if (match == null) {
            send(ctx, notFound(request.path()), keepAlive);
            return;
        }
        try {
            match.endpoint().handle(request, response -> ctx.executor().execute(() -> send(ctx, response, keepAlive)));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("path", request.path()).setCause(e).log("request failed");
            send(ctx, HttpResponse.text(500, "internal error"), false);
        }
    }

    private HttpResponse notFound(String path) {
        Set<String> methods = routes.methods(path);
        if (methods.isEmpty()) {
            return HttpResponse.text(404, "not found");
        }
        return new HttpResponse(405, "", new byte[0], Map.of("Allow", String.join(", ", methods)));
    }

    private void upgrade(ChannelHandlerContext ctx, FullHttpRequest message) {
        try {
            Routes.Match<WebSocketEndpoint> match = routes.webSocket(path(message));
            if (match == null) {
                send(ctx, HttpResponse.text(404, "not found"), false);
                return;
            }
            WebSocketEndpoint.Decision decision =
                    match.endpoint().onUpgrade(request(ctx.channel(), message, match.pathParameters()));
            if (decision instanceof WebSocketEndpoint.Refuse refuse) {
                send(ctx, refuse.response(), false);
            } else if (decision instanceof WebSocketEndpoint.Accept accept) {
                WebSocketUpgrade.perform(ctx, message, accept);
            }
        } catch (IllegalArgumentException e) {
            send(ctx, HttpResponse.text(400, "malformed path or query"), false);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("upgrade failed");
            send(ctx, HttpResponse.text(500, "internal error"), false);
        }
    }

    private static String path(FullHttpRequest message) {
        return new QueryStringDecoder(message.uri()).path();
    }

    private static HttpRequest request(Channel channel, FullHttpRequest message, Map<String, String> pathParameters) {
        QueryStringDecoder uri = new QueryStringDecoder(message.uri());
        return new HttpRequest(
                message.method().name().toUpperCase(Locale.ROOT),
                uri.path(),
                message.uri(),
                pathParameters,
                uri.parameters(),
                headers(message.headers()),
                ByteBufUtil.getBytes(message.content()),
                isLoopback(channel));
    }

    private static Map<String, List<String>> headers(HttpHeaders headers) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach(
                header -> copy.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                        .add(header.getValue()));
        return copy;
    }

    private static boolean isLoopback(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                && remote.getAddress().isLoopbackAddress();
    }

    private void send(ChannelHandlerContext ctx, HttpResponse response, boolean keepAlive) {
        if (!answering || !ctx.channel().isActive()) {
            return;
        }
        answering = false;
        var message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                Unpooled.wrappedBuffer(response.body()));
        if (!response.contentType().isEmpty()) {
            message.headers().set(HttpHeaderNames.CONTENT_TYPE, response.contentType());
        }
        message.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.body().length);
        response.headers().forEach((name, value) -> message.headers().set(name, value));
        if (!keepAlive) {
            message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        var written = ctx.writeAndFlush(message);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
        if (!(cause instanceof IOException) && !(cause instanceof ReadTimeoutException)) {
            LOG.atWarn().addKeyValue("cause", String.valueOf(cause)).log("connection failed");
        }
        ctx.close();
    }
}
