package dev.trunkline.bridge;

import dev.trunkline.continuity.SharedCounts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
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

    private static final int MAX_COUNTS = 20_000;
    private static final int NAME_BYTES = 16;

    private final @Nullable SharedCounts shared;
    private final LongSupplier clockNanos;
    private final Map<String, Heard> heard = new LinkedHashMap<>(); // the oldest goes first

    private record Heard(long sum, long untilNanos) {}

    /** What is counted. */
    enum Kind {
        CALLS_OF_CALLER(Duration.ofMinutes(10)),
        DIALS_FOR_CALLER(Duration.ofMinutes(10)),
        DIALS_TO_DESTINATION(Duration.ofHours(1)),
        DIALS_OF_ROUTE(Duration.ofHours(1));

        private final Duration window;

        Kind(Duration window) {
            this.window = window;
        }
    }

    private FleetCounts(@Nullable SharedCounts shared, LongSupplier clockNanos) {
        this.shared = shared;
        this.clockNanos = clockNanos;
    }

    /** There is nobody to share with, and nothing is counted twice. */
    public static FleetCounts ofOneNode() {
        return new FleetCounts(null, () -> 0);
    }

    /**
     * What {@code shared} has.
     *
     * @param clockNanos monotonic
     */
    public static FleetCounts of(SharedCounts shared, LongSupplier clockNanos) {
        return new FleetCounts(shared, clockNanos);
    }

    /**
     * Counts one more.
     *
     * @param whose a number, a route: never told to anybody as it is
     */
    void count(Kind kind, String whose) {
        add(kind, whose, 1);
    }

    /** Asks what the others have counted, for a decision that comes later; done soon, and never with a failure. */
    CompletionStage<Void> ask(Kind kind, String whose) {
        return add(kind, whose, 0);
    }

    /** Whether all nodes together have come to {@code limit}, as far as this one has heard; 0 is no limit. */
    boolean isReached(Kind kind, String whose, int limit) {
        if (shared == null || limit == 0) {
            return false;
        }
        Heard last = last(name(kind, whose));
        return last != null && clockNanos.getAsLong() - last.untilNanos < 0 && last.sum >= limit;
    }

    private CompletionStage<Void> add(Kind kind, String whose, long amount) {
        if (shared == null || whose.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        String name = name(kind, whose);
        return shared.add(name, amount, kind.window).thenAccept(sum -> hear(kind, name, sum));
    }

    private synchronized @Nullable Heard last(String name) {
        return heard.get(name);
    }

    private synchronized void hear(Kind kind, String name, OptionalLong sum) {
        if (sum.isPresent()) {
            heard.remove(name);
            heard.put(name, new Heard(sum.getAsLong(), clockNanos.getAsLong() + kind.window.toNanos()));
            if (heard.size() > MAX_COUNTS) {
                heard.remove(heard.keySet().iterator().next());
            }
        }
    }

    private static String name(Kind kind, String whose) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((kind + " " + whose).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
