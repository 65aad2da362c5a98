package dev.trunkline.phone.twilio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tickets for media streams, in the stream's path (Twilio strips query strings, and signs nothing but the URL, so that a constant one
 * could be replayed for ever). Each admits one stream of one call within 60 seconds: sealed, so that any node can tell it; used up
 * here, and then among all nodes. Only hashes are kept. Thread-safe.
 */
final class StreamTokens {

    private static final int MAX_REMEMBERED = 20_000;
    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long VALID_MILLIS = TimeUnit.SECONDS.toMillis(60);
    private static final long CLOCKS_DIFFER_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final SealedGrants sealed;
    private final TokenUses others;
    private final LongSupplier clockNanos;
    private final ExpiringCache<Ticket> tickets;

    /**
     * @param others is asked whether a token was used elsewhere
     * @param clockNanos monotonic
     */
    StreamTokens(SealedGrants sealed, TokenUses others, LongSupplier clockNanos) {
        this.sealed = sealed;
        this.others = others;
        this.clockNanos = clockNanos;
        this.tickets = new ExpiringCache<>(MAX_REMEMBERED, REMEMBERED_NANOS, clockNanos);
    }

    /** A new token, safe in a URL's path. */
    String mint(StreamGrant grant) {
        String token = sealed.seal(grant);
        tickets.put(hash(token), new Ticket(grant, clockNanos.getAsLong(), new AtomicBoolean()));
        return token;
    }

    /** Uses a token up. Of many at once, on whichever nodes, exactly one is admitted while the nodes can ask each other. */
    CompletionStage<Redemption> redeem(String token) {
        String hash = hash(token);
        Ticket ticket = ticket(token, hash);
        if (ticket == null) {
            return done(new Refused("unknown_token"));
        }
        if (ticket.used.getAndSet(true)) {
            return done(new Refused("replay"));
        }
        if (clockNanos.getAsLong() - ticket.mintedNanos > VALID_NANOS) {
            return done(new Refused("expired"));
        }
        return others.mayUse(hash).thenApply(may -> may ? new Admitted(ticket.grant) : new Refused("replay"));
    }

    private static CompletionStage<Redemption> done(Redemption redemption) {
        return CompletableFuture.completedFuture(redemption);
    }

    /** What this node has minted or seen; else what another one has sealed. */
    private @Nullable Ticket ticket(String token, String hash) {
        Ticket own = tickets.recall(hash);
        if (own != null) {
            return own;
        }
        SealedGrants.Opened opened = sealed.open(token);
        if (opened == null || opened.ageMillis() < -CLOCKS_DIFFER_MILLIS || opened.ageMillis() > forgottenMillis()) {
            return null;
        }
        // A little older is a little longer valid: clocks of two machines are never quite the same.
        boolean isLate = opened.ageMillis() > VALID_MILLIS + CLOCKS_DIFFER_MILLIS;
        long mintedNanos = clockNanos.getAsLong() - (isLate ? VALID_NANOS + 1 : 0);
        return tickets.putIfAbsent(hash, new Ticket(opened.grant(), mintedNanos, new AtomicBoolean()));
    }

    private static long forgottenMillis() {
        return TimeUnit.NANOSECONDS.toMillis(REMEMBERED_NANOS);
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
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
