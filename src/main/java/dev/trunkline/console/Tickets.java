package dev.trunkline.console;

import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.ops.AdminGate;
import dev.trunkline.ops.Operators.Operator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes for what browsers open without headers of ours: sockets and event streams. Each stands for who has asked for it, once, for
 * half a minute; in an address it may be read by others, when it is worth nothing any more. Thread-safe.
 */
final class Tickets implements AdminGate.Introduction {

    static final int SECONDS = 30;

    private static final int MOST = 1_000;
    private static final int RANDOM_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoTime;
    private final Map<String, Ticket> open = new BoundedMap<>(MOST); // the oldest first

    /** @param nanoTime monotonic */
    Tickets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Ticket(Operator operator, long untilNanos) {}

    /** A new one. */
    String issue(Operator operator) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long nowNanos = nanoTime.getAsLong();
        synchronized (this) {
            open.values().removeIf(old -> old.untilNanos - nowNanos <= 0);
            open.put(ticket, new Ticket(operator, nowNanos + TimeUnit.SECONDS.toNanos(SECONDS)));
        }
        return ticket;
    }

    @Override
    public @Nullable Operator of(HttpRequest request) {
        String shown = request.queryValue("ticket");
        if (shown == null) {
            return null;
        }
        Ticket ticket;
        synchronized (this) {
            ticket = open.remove(shown);
        }
        return ticket == null || ticket.untilNanos - nanoTime.getAsLong() <= 0 ? null : ticket.operator;
    }
}
