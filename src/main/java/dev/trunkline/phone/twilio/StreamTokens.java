package dev.trunkline.phone.twilio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Tickets for media streams: 128 random bits in the stream's path (Twilio strips query strings, and signs nothing but the
 * URL, so that a constant one could be replayed for ever). Each admits one stream of one call within 60 seconds; only
 * hashes are kept. Thread-safe.
 */
final class StreamTokens {

    private static final int TOKEN_BYTES = 16;
    private static final int MAX_REMEMBERED = 20_000;
    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier clockNanos;
    private final ExpiringCache<Ticket> tickets;

    /** @param clockNanos monotonic */
    StreamTokens(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
        this.tickets = new ExpiringCache<>(MAX_REMEMBERED, REMEMBERED_NANOS, clockNanos);
    }

    /** A new token, safe in a URL's path. */
    String mint(StreamGrant grant) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tickets.put(hash(token), new Ticket(grant, clockNanos.getAsLong(), new AtomicBoolean()));
        return token;
    }

    /** Uses a token up. Of many at once exactly one is admitted. */
    Redemption redeem(String token) {
        Ticket ticket = tickets.recall(hash(token));
        if (ticket == null) {
            return new Refused("unknown_token");
        }
        if (ticket.used.getAndSet(true)) {
            return new Refused("replay");
        }
        return clockNanos.getAsLong() - ticket.mintedNanos > VALID_NANOS
                ? new Refused("expired")
                : new Admitted(ticket.grant);
    }

    /** Whether a token has opened its stream, or is forgotten. */
    boolean isSpent(String token) {
        Ticket ticket = tickets.recall(hash(token));
        return ticket == null || ticket.used.get();
    }

    /** What a token was good for. */
    sealed interface Redemption {}

    /** The stream may begin. */
    record Admitted(StreamGrant grant) implements Redemption {}

    /** It may not; {@code reason} is a metric label. */
    record Refused(String reason) implements Redemption {}

    private record Ticket(StreamGrant grant, long mintedNanos, AtomicBoolean used) {}

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
