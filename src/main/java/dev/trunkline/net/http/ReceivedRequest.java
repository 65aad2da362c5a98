package dev.trunkline.net.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Netty's request as our own {@link HttpRequest}. */
final class ReceivedRequest {

    private ReceivedRequest() {}

    /** Throws {@link IllegalArgumentException} for a path or query that does not decode. */
    static HttpRequest of(
            Channel channel, FullHttpRequest message, @Nullable Authority host, Map<String, String> pathParameters) {
        QueryStringDecoder uri = new QueryStringDecoder(message.uri());
        return new HttpRequest(
                message.method().name().toUpperCase(Locale.ROOT),
                uri.path(),
                message.uri(),
                pathParameters,
                uri.parameters(),
                headers(message.headers()),
                ByteBufUtil.getBytes(message.content()),
                new HttpRequest.Sender(address(channel), host, ThisMachine.stranger(channel, message, host)));
    }

    /** Of the peer, which may be a proxy; empty for none. */
    static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }

    private static Map<String, List<String>> headers(HttpHeaders headers) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        headers.forEach(
                header -> copy.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                        .add(header.getValue()));
        return copy;
    }
}
