package dev.trunkline.net.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What pages of other servers may do with this one (the Fetch standard's CORS protocol). A page that is not listed changes
 * nothing here, whoever's browser it runs in, and reads nothing. Immutable.
 */
public final class CrossOrigin {

    /** Nobody looks at {@code Origin}: there is nothing here that a page could change or open. */
    static final CrossOrigin OPEN = new CrossOrigin(Sockets.OPEN, false, Set.of(), false, null, null);

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9-]++(?: *+, *+[A-Za-z0-9-]++)*+");
    private static final String HEADERS = "Authorization, Content-Type, X-Hume-Api-Key";
    private static final String MAX_AGE_SECONDS = "600";
    private static final Map<String, String> VARY = Map.of("Vary", "Origin");

    /** Who opens WebSockets. */
    public enum Sockets {
        /** Whose origin is ours or listed. */
        LISTED,
        /** Everybody: something else decides, such as a key, which browsers do not send by themselves. */
        OPEN
    }

    private final Sockets sockets;
    private final boolean isCors;
    private final Set<String> allowed;
    private final boolean loopbackPages;
    private final @Nullable URI publicUrl;
    private final @Nullable Refusals refusals;

    private CrossOrigin(
            Sockets sockets,
            boolean isCors,
            Set<String> allowed,
            boolean loopbackPages,
            @Nullable URI publicUrl,
            @Nullable Refusals refusals) {
        this.sockets = sockets;
        this.isCors = isCors;
        this.allowed = Set.copyOf(allowed);
        this.loopbackPages = loopbackPages;
        this.publicUrl = publicUrl;
        this.refusals = refusals;
    }

    /**
     * No page but our own, those of the public URL and of this machine's names with our port; and no page reads anything.
     *
     * @param loopbackPages whether those that other programs of this machine serve are as good as our own
     */
    public static CrossOrigin ownPages(URI publicUrl, boolean loopbackPages, Refusals refusals) {
        return new CrossOrigin(Sockets.LISTED, false, Set.of(), loopbackPages, publicUrl, refusals);
    }

    /**
     * Our own pages and these, which read answers as well.
     *
     * @param allowed such as {@code https://app.example.com}
     * @param loopbackPages whether every page that this machine serves counts as listed
     */
    public static CrossOrigin listed(Sockets sockets, Set<String> allowed, boolean loopbackPages, Refusals refusals) {
        return new CrossOrigin(sockets, loopbackPages || !allowed.isEmpty(), allowed, loopbackPages, null, refusals);
    }

    /**
     * Answers a page that wants what it may not; null lets the request go on.
     *
     * @param address of the peer, for the log
     */
    @Nullable
    HttpResponse refusal(
            String method, boolean isUpgrade, HttpHeaders headers, @Nullable Authority host, Supplier<String> address) {
        boolean changesSomething = isUpgrade ? sockets == Sockets.LISTED : !SAFE_METHODS.contains(method);
        if (refusals == null || !changesSomething || mayChange(headers, host)) {
            return null;
        }
        return refusals.note(
                "origin", address.get(), HttpResponse.text(403, "pages of this origin may not do this here\n"));
    }

    private boolean mayChange(HttpHeaders headers, @Nullable Authority host) {
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        return origins.isEmpty() || (origins.size() == 1 && (isListed(origins.get(0)) || isOwn(origins.get(0), host)));
    }

    private boolean isOwn(String origin, @Nullable Authority host) {
        Authority of = authority(origin);
        if (of == null) {
            return false;
        }
        URI ours = publicUrl;
        if (ours == null) {
            return of.equals(host);
        }
        // What a request says of its host is worth nothing when its owner can let that name point to us.
        return (of.equals(host) && of.isLoopback()) || origin.equalsIgnoreCase(origin(ours));
    }

    /** A page's origin as browsers write it: without the port that the scheme has anyway (RFC 6454, 6.2). */
    public static String origin(URI url) {
        boolean isUsualPort = url.getPort() == ("https".equalsIgnoreCase(url.getScheme()) ? 443 : 80);
        return url.getScheme() + "://" + url.getHost()
                + (url.getPort() == -1 || isUsualPort ? "" : ":" + url.getPort());
    }

    private boolean isListed(String origin) {
        Authority of = authority(origin);
        return of != null && (allowed.contains(origin.toLowerCase(Locale.ROOT)) || (loopbackPages && of.isLoopback()));
    }

    /** Null for {@code null} and everything else that names no host. */
    private static @Nullable Authority authority(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        for (String scheme : List.of("http://", "https://")) {
            if (lower.startsWith(scheme)) {
                return Authority.parse(origin.substring(scheme.length()));
            }
        }
        return null;
    }

    /** Answers a browser that asks beforehand; null when it does not. */
    @Nullable
    HttpResponse preflight(String method, Set<String> methods, HttpHeaders headers) {
        boolean isPreflight = method.equals("OPTIONS")
                && headers.contains(HttpHeaderNames.ORIGIN)
                && headers.contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
        if (!isCors || !isPreflight || methods.isEmpty()) {
            return null;
        }
        if (listedOrigin(headers) == null) {
            return HttpResponse.text(403, "pages of this origin may not ask here\n");
        }
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("Access-Control-Allow-Methods", String.join(", ", methods));
        answer.put("Access-Control-Allow-Headers", allowedHeaders(headers));
        answer.put("Access-Control-Max-Age", MAX_AGE_SECONDS);
        return new HttpResponse(204, "", new byte[0], answer);
    }

    private static String allowedHeaders(HttpHeaders headers) {
        String asked = headers.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
        if (asked == null || !HEADER_NAMES.matcher(asked.strip()).matches()) {
            return HEADERS;
        }
        List<String> names = new ArrayList<>(List.of(HEADERS.split(", ", -1)));
        for (String name : asked.strip().split(" *, *", -1)) {
            if (names.stream().noneMatch(name::equalsIgnoreCase)) {
                names.add(name);
            }
        }
        return String.join(", ", names);
    }

    /** What every answer carries, refusals too: a page should be able to read why it was refused. */
    Map<String, String> answerHeaders(HttpHeaders headers) {
        if (!isCors) {
            return Map.of();
        }
        String origin = listedOrigin(headers);
        return origin == null
                ? VARY
                : Map.of(
                        "Vary", "Origin",
                        "Access-Control-Allow-Origin", origin,
                        "Access-Control-Expose-Headers", "Retry-After");
    }

    private @Nullable String listedOrigin(HttpHeaders headers) {
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        return origins.size() == 1 && isListed(origins.get(0)) ? origins.get(0) : null;
    }
}
