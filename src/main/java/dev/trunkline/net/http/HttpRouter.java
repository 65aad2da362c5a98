package dev.trunkline.net.http;

import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.time.Scheduler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each request of one connection to its route, one after the other. A request that comes before the answer to the
 * last one has been written closes the connection: queueing what a stranger sends is how servers run out of memory.
 * Confined to the connection's loop.
 */
final class HttpRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRouter.class);

    private final Routes routes;
    private final HttpServer.Limits limits;
    private @Nullable HttpExchange current;
    private Scheduler.@Nullable Timer deadline;

    HttpRouter(Routes routes, HttpServer.Limits limits) {
        this.routes = routes;
        this.limits = limits;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        closeAfter(ctx, limits.requestMillis());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        cancelDeadline();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
        if (current != null) {
            ctx.close();
            return;
        }
        cancelDeadline();
        HttpExchange exchange = new HttpExchange(
                ctx,
                HttpUtil.isKeepAlive(message),
                message.method().equals(HttpMethod.HEAD),
                () -> closeAfter(ctx, limits.answerMillis()),
                goesOn -> ended(ctx, goesOn));
        current = exchange;
        exchange.withDefaults(routes.answerHeaders());
        if (!message.decoderResult().isSuccess()) {
            exchange.refuse(undecodable(message.decoderResult().cause()));
            return;
        }
        Authority host;
        try {
            RequestTarget target = RequestTarget.of(message);
            host = target.host();
            message.setUri(routes.withoutPrefix(target.pathAndQuery()));
        } catch (IllegalArgumentException e) {
            exchange.refuse(HttpResponse.text(400, "malformed request: " + e.getMessage()));
            return;
        }
        exchange.with(routes.crossOrigin().answerHeaders(message.headers()));
        try {
            route(ctx, message, host, exchange);
        } catch (IllegalArgumentException e) {
            exchange.refuse(HttpResponse.text(400, "malformed path or query"));
        }
    }

    private void ended(ChannelHandlerContext ctx, boolean goesOn) {
        if (goesOn) {
            current = null;
            closeAfter(ctx, limits.requestMillis());
        } else {
            ctx.close();
        }
    }

    private static HttpResponse undecodable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponse.text(414, "the request line is too long");
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponse.text(431, "the headers are too long")
                : HttpResponse.text(400, "malformed request");
    }

    /** Throws {@link IllegalArgumentException} for a path or query that does not decode. */
    private void route(
            ChannelHandlerContext ctx, FullHttpRequest message, @Nullable Authority host, HttpExchange exchange) {
        String path = new QueryStringDecoder(message.uri()).path();
        String method = message.method().name();
        boolean isUpgrade = message.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
        HttpResponse refusal = routes.crossOrigin()
                .refusal(method, isUpgrade, message.headers(), host, () -> ReceivedRequest.address(ctx.channel()));
        if (refusal != null) {
            exchange.refuse(refusal);
            return;
        }
        Routes.Match<WebSocketEndpoint> webSocket = routes.webSocket(path);
        if (isUpgrade) {
            if (webSocket == null) {
                exchange.refuse(HttpResponse.text(404, "not found"));
            } else {
                upgrade(ctx, message, host, webSocket, exchange);
            }
            return;
        }
        Routes.Match<HttpEndpoint> match = routes.http(method, path);
        if (match != null) {
            HttpRequest request = ReceivedRequest.of(ctx.channel(), message, host, match.pathParameters());
            try {
                match.endpoint().handle(request, exchange);
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("path", path).setCause(e).log("request failed");
                exchange.refuse(HttpResponse.text(500, "internal error"));
            }
        } else if (webSocket != null && (method.equals("GET") || method.equals("HEAD"))) {
            exchange.refuse(HttpResponse.text(400, "a WebSocket handshake is expected here"));
        } else {
            HttpResponse preflight = routes.crossOrigin().preflight(method, routes.methods(path), message.headers());
            exchange.send(preflight != null ? preflight : noSuchRoute(path, webSocket != null));
        }
    }

    private HttpResponse noSuchRoute(String path, boolean isWebSocket) {
        Set<String> methods = new LinkedHashSet<>(routes.methods(path));
        if (isWebSocket) {
            methods.add("GET");
        }
        if (methods.isEmpty()) {
            return HttpResponse.text(404, "not found");
        }
        return new HttpResponse(405, "", new byte[0], Map.of("Allow", String.join(", ", methods)));
    }

    private static void upgrade(
            ChannelHandlerContext ctx,
            FullHttpRequest message,
            @Nullable Authority host,
            Routes.Match<WebSocketEndpoint> match,
            HttpExchange exchange) {
        // Before the endpoint is asked: a handshake that cannot succeed must not use up a single-use token.
        HttpResponse problem = WebSocketUpgrade.problem(message);
        if (problem != null) {
            exchange.refuse(problem);
            return;
        }
        HttpRequest request = ReceivedRequest.of(ctx.channel(), message, host, match.pathParameters());
        try {
            decide(ctx, message, match.endpoint().onUpgrade(request), exchange);
        } catch (RuntimeException e) {
            failUpgrade(exchange, e);
        }
    }

    private static void decide(
            ChannelHandlerContext ctx,
            FullHttpRequest message,
            WebSocketEndpoint.Decision decision,
            HttpExchange exchange) {
        if (decision instanceof WebSocketEndpoint.Refuse refuse) {
            exchange.refuse(refuse.response());
        } else if (decision instanceof WebSocketEndpoint.Accept accept) {
            WebSocketUpgrade.perform(ctx, message, accept);
        } else if (decision instanceof WebSocketEndpoint.Later later) {
            message.retain();
            later.decision()
                    .whenComplete((decided, failure) -> ctx.executor().execute(() -> {
                        try {
                            if (decided == null) {
                                failUpgrade(exchange, failure);
                            } else if (ctx.channel().isActive()) {
                                decide(ctx, message, decided, exchange);
                            }
                        } catch (RuntimeException e) {
                            failUpgrade(exchange, e);
                        } finally {
                            message.release();
                        }
                    }));
        }
    }

    private static void failUpgrade(HttpExchange exchange, @Nullable Throwable bug) {
        LOG.atError().setCause(bug).log("upgrade failed");
        exchange.refuse(HttpResponse.text(500, "internal error"));
    }

    private void closeAfter(ChannelHandlerContext ctx, long delayMillis) {
        cancelDeadline();
        deadline = LoopScheduler.of(ctx.channel().eventLoop())
                .patience(TimeUnit.MILLISECONDS.toNanos(delayMillis), () -> ctx.close());
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelDeadline();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (PeerTrouble.of(cause)) {
            case LOST ->
                LOG.atDebug().addKeyValue("cause", PeerTrouble.describe(cause)).log("connection lost");
            case VIOLATION ->
                LOG.atWarn().addKeyValue("cause", PeerTrouble.describe(cause)).log("connection broken by its peer");
            case NONE -> LOG.atError().setCause(cause).log("connection failed");
        }
        ctx.close();
    }
}
