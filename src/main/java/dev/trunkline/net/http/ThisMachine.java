package dev.trunkline.net.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what this machine's own programs ask from what a proxy, a tunnel or a browser on it asks for somebody else. A peer
 * address alone says nothing: behind a tunnel the whole Internet is 127.0.0.1. Every sign of somebody in between counts against
 * the request; one that takes all of them away cannot be told, which is why secrets exist. Stateless.
 */
final class ThisMachine {

    static final String NOT_LOOPBACK = "not_loopback";
    static final String FORWARDED = "forwarded";
    static final String FOREIGN_HOST = "foreign_host";
    static final String OLD_HTTP = "old_http";

    /** Our own clients', though they hold words of the list below. */
    private static final List<String> PLAIN_PREFIXES = List.of("x-twilio-", "x-hume-", "x-fern-", "sec-");

    /** Anywhere in a name, however it is put together: X-ForwardedFor, X-Azure-ClientIP, Proxy-Connection. */
    private static final List<String> MARKS = List.of("forward", "proxy", "proxied", "clientip", "realip", "remoteip");

    /** Words of the names that proxies, tunnels, balancers and content networks add to what they pass on. */
    private static final Set<String> WORDS = Set.of(
            ("via ip real remote original originating rewrite cluster tunnel gateway edge surrogate accel lb ssl tls https"
                            + " scheme hops geo country"
                            + " akamai amz amzn apigw appengine arr azure caddy cdn cf cloud cloudflare cloudfront envoy"
                            + " fastly fly haproxy incap istio kong linkerd localtunnel nf nginx ngrok pomerium railway render"
                            + " replit rndr sucuri tailscale traefik varnish vercel zrok")
                    .split(" ", -1));

    private ThisMachine() {}

    /** Why a request is not this machine's own, a label; null when it is. */
    static @Nullable String stranger(Channel channel, FullHttpRequest message, @Nullable Authority host) {
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)
                || !remote.getAddress().isLoopbackAddress()) {
            return NOT_LOOPBACK;
        }
        if (!message.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
            return OLD_HTTP; // nginx passes on as HTTP/1.0, and says nothing else of itself
        }
        if (isForwarded(message.headers())) {
            return FORWARDED;
        }
        // A page of a name that its owner lets point to us has that name; a port that is not ours is a proxy's.
        return host != null && host.isLoopback() && isOurPort(channel, host.port()) ? null : FOREIGN_HOST;
    }

    /** Clients leave out the port that their scheme has anyway, and no other (RFC 9110, 4.2). */
    private static boolean isOurPort(Channel channel, int named) {
        int ours = channel.localAddress() instanceof InetSocketAddress local ? local.getPort() : -1;
        return named == ours || (named == -1 && (ours == 80 || ours == 443));
    }

    private static boolean isForwarded(HttpHeaders headers) {
        // Proxies that were told to let WebSockets through say so of every request.
        boolean isHalfUpgrade = headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && !headers.contains(HttpHeaderNames.UPGRADE);
        return isHalfUpgrade || headers.names().stream().anyMatch(ThisMachine::isForwarders);
    }

    static boolean isForwarders(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        if (PLAIN_PREFIXES.stream().anyMatch(name::startsWith)) {
            return false;
        }
        return MARKS.stream().anyMatch(name::contains)
                || List.of(name.split("[-_]", -1)).stream().anyMatch(WORDS::contains);
    }
}
