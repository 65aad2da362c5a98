package dev.trunkline.bridge;

import dev.trunkline.continuity.SharedCounts;
import dev.trunkline.continuity.SharedSeats;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the limits of all nodes together go by, as this node has last heard it. The node's own limits hold beside it: nodes that do
 * not hear each other let through what each would alone. Counts end with their window, not entry by entry. Thread-safe; nothing
 * here blocks.
 */
public final class FleetCounts {

    private static final int NAME_BYTES = 16;

    private final @Nullable SharedCounts shared;
    private final SharedSeats seats;
    private final LongSupplier clockNanos;
    private final Hearsay heard;

    /** What is counted. */
    enum Kind {
        CALLS_OF_CALLER(Duration.ofMinutes(10)),
        DIALS_OF_CALL(Duration.ofHours(4)), // Twilio's longest
        DIALS_FOR_CALLER(Duration.ofMinutes(10)),
        DIALS_TO_DESTINATION(Duration.ofHours(1)),
        SECONDS_AT_DESTINATION(Duration.ofHours(1)),
        DIALS_OF_ROUTE(Duration.ofHours(1));

        private final Duration window;

        Kind(Duration window) {
            this.window = window;
        }
    }

    private FleetCounts(@Nullable SharedCounts shared, SharedSeats seats, LongSupplier clockNanos) {
        this.shared = shared;
        this.seats = seats;
        this.clockNanos = clockNanos;
        this.heard = new Hearsay(clockNanos);
    }

    /** There is nobody to share with, and nothing is counted twice. */
    public static FleetCounts ofOneNode() {
        return new FleetCounts(null, SharedSeats.NONE, () -> 0);
    }

    /**
     * What {@code shared} has, and who has {@code seats}.
     *
     * @param clockNanos monotonic
     */
    public static FleetCounts of(SharedCounts shared, SharedSeats seats, LongSupplier clockNanos) {
        return new FleetCounts(shared, seats, clockNanos);
    }

    /** The calls at a time of one number, if that may have {@code callsPerCaller} and not any number (0), and of one route. */
    FleetSeats seats(int callsPerCaller) {
        return new FleetSeats(seats, callsPerCaller, clockNanos);
    }

    /**
     * Counts one more.
     *
     * @param whose a number, a route: never told to anybody as it is
     */
    void count(Kind kind, String whose) {
        add(kind, whose, 1);
    }

    /** The same of what comes in seconds. */
    void count(Kind kind, String whose, long seconds) {
        add(kind, whose, seconds);
    }

    /** Asks what the others have counted, for a decision that comes later; done soon, and never with a failure. */
    CompletionStage<Void> ask(Kind kind, String whose) {
        return add(kind, whose, 0);
    }

    /** Whether all nodes together have come to {@code limit}, as far as this one has heard; 0 is no limit. */
    boolean isReached(Kind kind, String whose, int limit) {
        return shared != null && limit > 0 && heard.isReached(name(kind, whose), limit);
    }

    private CompletionStage<Void> add(Kind kind, String whose, long amount) {
        if (shared == null || whose.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        String name = name(kind, whose);
        return shared.add(name, amount, kind.window).thenAccept(sum -> heard.hear(name, sum, kind.window));
    }

    /** What a count is called where others read it: it does not tell whose it is. */
    static String name(Enum<?> kind, String whose) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((kind + " " + whose).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
