package dev.trunkline.net.http;

import dev.trunkline.bounded.BoundedMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What strangers get wrong, by address and reason: the first of ten seconds is told, the others are counted, and so is how many
 * there were. Remembers a bounded number of addresses. Thread-safe.
 */
public final class PeerFailures {

    /** In ten seconds, from one address and for one reason: more is a flood. */
    static final int FLOOD = 100;

    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST = 4_096;

    private final LongSupplier clockNanos;
    private final Map<String, Window> windows = new BoundedMap<>(MOST);

    /** @param clockNanos monotonic */
    public PeerFailures(LongSupplier clockNanos) {
        this.clockNanos = clockNanos;
    }

    /**
     * What becomes of a failure.
     *
     * @param isTold whether it is the first of its window
     * @param leftOut how many of the window before it were not told
     * @param isFlood whether there were too many in this window
     */
    public record Noted(boolean isTold, int leftOut, boolean isFlood) {
        /** Told, and nothing else is known. */
        public static final Noted TOLD = new Noted(true, 0, false);
    }

    private static final class Window {
        private final long beganNanos;
        private int failures = 1;

        Window(long beganNanos) {
            this.beganNanos = beganNanos;
        }
    }

    /** How many addresses, by reason, are kept in mind. */
    synchronized int remembered() {
        return windows.size();
    }

    /** Counts one. */
    public synchronized Noted note(String address, String reason) {
        long nowNanos = clockNanos.getAsLong();
        String key = reason + " " + address;
        Window window = windows.get(key);
        if (window != null && nowNanos - window.beganNanos < WINDOW_NANOS) {
            window.failures++;
            return new Noted(false, 0, window.failures > FLOOD);
        }
        windows.remove(key); // the newest stand last
        windows.put(key, new Window(nowNanos));
        return new Noted(true, window == null ? 0 : window.failures - 1, false);
    }
}
