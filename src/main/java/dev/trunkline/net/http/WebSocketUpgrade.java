package dev.trunkline.net.http;

import dev.trunkline.net.websocket.WebSocketServerPipeline;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns an accepted HTTP connection into a WebSocket (RFC 6455, version 13 only, no extensions). */
final class WebSocketUpgrade {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16; // RFC 6455, 4.1

    private WebSocketUpgrade() {}

    /**
     * What is wrong with a handshake, or null. Checked here and not left to Netty, which speaks the old drafts as well:
     * without a version header it would choose the one of 2010.
     */
    static @Nullable HttpResponse problem(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals(HttpMethod.GET)) {
            return new HttpResponse(405, "", new byte[0], Map.of("Allow", "GET"));
        }
        if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !isKey(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY))
                || request.content().isReadable()) {
            return HttpResponse.text(400, "malformed WebSocket handshake");
        }
        if (!headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION))) {
            return new HttpResponse(
                    426, "", new byte[0], Map.of("Sec-WebSocket-Version", VERSION, "Upgrade", "websocket"));
        }
        return null;
    }

    private static boolean isKey(List<String> values) {
        try {
            return values.size() == 1 && Base64.getDecoder().decode(values.get(0)).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Answers the handshake, and puts the pipeline of frames where that of requests was. */
    static void perform(ChannelHandlerContext ctx, FullHttpRequest request, WebSocketEndpoint.Accept accept) {
        WebSocketServerPipeline.install(ctx, request, accept.handler(), accept.maxMessageBytes(), accept.subprotocol());
        ctx.pipeline().remove(HttpRouter.class);
    }
}
