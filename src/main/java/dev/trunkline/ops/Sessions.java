package dev.trunkline.ops;

import dev.trunkline.net.http.CrossOrigin;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.ops.Operators.Operator;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * People who have signed in on the page: each has a session of this process, which a cookie names and no script can read. It ends
 * when nothing was asked for a while, and after its longest time in any case. Only hashes of its names are kept. Thread-safe.
 */
public final class Sessions implements AdminGate.SignedIn {

    /** The cookie: of this host alone, over TLS alone, and with no request that another site has caused. */
    static final String COOKIE = "__Host-trunkline";

    /** What a page has to send with whatever changes something: no form of another site can. */
    static final String WRITE_HEADER = "X-Trunkline";

    private static final int NAME_BYTES = 32;
    private static final int MOST_SESSIONS = 10_000;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Map<String, Session> sessions = new ConcurrentHashMap<>(); // by the hash of their names
    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoTime;
    private final long idleNanos;
    private final long longestNanos;
    private final String origin;

    private record Session(Operator operator, long beganNanos, long askedNanos) {}

    /**
     * Nobody has signed in.
     *
     * @param idle after which a session ends in which nothing was asked
     * @param longest after which it ends in any case
     * @param publicUrl the page's
     */
    public Sessions(LongSupplier nanoTime, Duration idle, Duration longest, URI publicUrl) {
        this.nanoTime = nanoTime;
        this.idleNanos = idle.toNanos();
        this.longestNanos = longest.toNanos();
        this.origin = CrossOrigin.origin(publicUrl);
    }

    /**
     * Somebody has signed in.
     *
     * @return the value of {@code Set-Cookie}
     */
    public String begin(Operator operator) {
        byte[] name = new byte[NAME_BYTES];
        random.nextBytes(name);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(name);
        long nowNanos = nanoTime.getAsLong();
        sessions.values().removeIf(session -> isOver(session, nowNanos));
        while (sessions.size() >= MOST_SESSIONS) {
            sessions.entrySet().stream()
                    .min(Comparator.comparingLong(each -> each.getValue().askedNanos() - nowNanos))
                    .ifPresent(oldest -> sessions.remove(oldest.getKey()));
        }
        sessions.put(hash(text), new Session(operator, nowNanos, nowNanos));
        return cookie(text, longestNanos / 1_000_000_000);
    }

    /**
     * Whoever sent this signs out.
     *
     * @return the value of {@code Set-Cookie}
     */
    public String end(HttpRequest request) {
        String name = cookieOf(request, COOKIE);
        if (name != null) {
            sessions.remove(hash(name));
        }
        return cookie("", 0);
    }

    private static String cookie(String value, long seconds) {
        return COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; Secure; HttpOnly; SameSite=Strict";
    }

    @Override
    public @Nullable Operator of(HttpRequest request) {
        String name = cookieOf(request, COOKIE);
        if (name == null) {
            return null;
        }
        long nowNanos = nanoTime.getAsLong();
        Session session = sessions.computeIfPresent(
                hash(name),
                (hash, found) ->
                        isOver(found, nowNanos) ? null : new Session(found.operator(), found.beganNanos(), nowNanos));
        return session == null ? null : session.operator();
    }

    @Override
    public boolean isOwnPage(HttpRequest request) {
        List<String> origins = request.headers().getOrDefault("origin", List.of());
        boolean isOurs = origins.size() == 1 && origins.get(0).equalsIgnoreCase(origin);
        return SAFE.contains(request.method()) || (isOurs && request.header(WRITE_HEADER) != null);
    }

    private boolean isOver(Session session, long nowNanos) {
        return nowNanos - session.askedNanos() >= idleNanos || nowNanos - session.beganNanos() >= longestNanos;
    }

    /** The value of a cookie; null when it is not there, or there twice: somebody else has set one of them. */
    public static @Nullable String cookieOf(HttpRequest request, String name) {
        String found = null;
        for (String header : request.headers().getOrDefault("cookie", List.of())) {
            for (String pair : header.split(";", -1)) {
                String[] parts = pair.strip().split("=", 2);
                if (parts.length == 2 && parts[0].equals(name)) {
                    if (found != null) {
                        return null;
                    }
                    found = parts[1];
                }
            }
        }
        return found;
    }

    private static String hash(String name) {
        return HexFormat.of().formatHex(Operators.hash(name));
    }
}
