package dev.trunkline.net.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, and of whom (RFC 9112, 3.2 and 3.3). Immutable.
 *
 * @param pathAndQuery exactly as it came
 * @param host null when the request names none, which only HTTP/1.0 may
 */
record RequestTarget(String pathAndQuery, @Nullable Authority host) {

    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?#]*)([^#]*)");

    /**
     * Reads the request's target and its {@code Host}.
     *
     * @throws IllegalArgumentException when they are not what RFC 9112 wants of a client, who then gets 400
     */
    static RequestTarget of(FullHttpRequest message) {
        List<String> hosts = message.headers().getAll(HttpHeaderNames.HOST);
        boolean mayLackHost = message.protocolVersion().equals(HttpVersion.HTTP_1_0);
        if (hosts.size() > 1 || (hosts.isEmpty() && !mayLackHost)) {
            throw new IllegalArgumentException(hosts.isEmpty() ? "a Host is missing" : "there is more than one Host");
        }
        Authority host = hosts.isEmpty() || hosts.get(0).isEmpty() ? null : authority(hosts.get(0));
        Matcher absolute = ABSOLUTE.matcher(message.uri());
        if (!absolute.matches()) {
            return new RequestTarget(message.uri(), host);
        }
        Authority named = authority(absolute.group(1));
        if (host != null && !host.equals(named)) {
            throw new IllegalArgumentException("the request's target and its Host differ");
        }
        String pathAndQuery = absolute.group(2);
        return new RequestTarget(pathAndQuery.startsWith("/") ? pathAndQuery : "/" + pathAndQuery, named);
    }

    private static Authority authority(String text) {
        Authority authority = Authority.parse(text);
        if (authority == null) {
            throw new IllegalArgumentException("the Host is malformed");
        }
        return authority;
    }
}
