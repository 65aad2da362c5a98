package dev.trunkline.call;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * How much of the agents' sound that is still to be heard all calls together may keep; when memory is short, ten seconds each.
 * Thread-safe.
 */
public final class SoundBudget {

    private final long mostBytes;
    private final BooleanSupplier isMemoryShort;
    private final AtomicLong keptBytes;
    private final Witness witness;

    /** What is kept beyond {@code mostBytes} is at most what a call may have in any case. */
    public SoundBudget(long mostBytes) {
        this(mostBytes, () -> false);
    }

    /** @param isMemoryShort asked whenever sound comes; any thread */
    public SoundBudget(long mostBytes, BooleanSupplier isMemoryShort) {
        this(mostBytes, isMemoryShort, new AtomicLong(), isSo -> isSo);
    }

    private SoundBudget(long mostBytes, BooleanSupplier isMemoryShort, AtomicLong keptBytes, Witness witness) {
        this.mostBytes = mostBytes;
        this.isMemoryShort = isMemoryShort;
        this.keptBytes = keptBytes;
        this.witness = witness;
    }

    /** Hears, or decides, what a call is told: it depends on all other calls. On that call's loop. */
    @FunctionalInterface
    public interface Witness {
        boolean tells(boolean isSo);
    }

    /** The same budget, whose answers go through a witness. */
    public SoundBudget witnessed(Witness by) {
        return new SoundBudget(mostBytes, isMemoryShort, keptBytes, by);
    }

    /** A quarter of the heap. */
    public static SoundBudget ofThisMachine() {
        return ofThisMachine(() -> false);
    }

    /** The same. */
    public static SoundBudget ofThisMachine(BooleanSupplier isMemoryShort) {
        return new SoundBudget(Runtime.getRuntime().maxMemory() / 4, isMemoryShort);
    }

    /** What one call keeps of it. Confined to the call's loop. */
    final class Share {
        private static final int FAIR_BYTES = 60 * 8_000; // a call's own, however much others keep
        private static final int SHORT_BYTES = 10 * 8_000; // the same while memory is short
        private static final int ACCOUNTED_BYTES = 64 * 1024; // less is nobody's business
        private long countedBytes;

        /** The call keeps so much now. */
        void keeps(long bytes) {
            long counted = bytes < ACCOUNTED_BYTES ? 0 : bytes;
            if (Math.abs(counted - countedBytes) >= ACCOUNTED_BYTES) {
                keptBytes.addAndGet(counted - countedBytes);
                countedBytes = counted;
            }
        }

        /** Whether all calls together keep too much, and this one, with {@code bytes}, more than its share of it. */
        boolean isSpent(int bytes) {
            boolean isShort = isMemoryShort();
            return (isShort || SoundBudget.this.isSpent()) && bytes >= (isShort ? SHORT_BYTES : FAIR_BYTES);
        }

        /** Whether all calls together keep too much. */
        boolean isSpent() {
            return SoundBudget.this.isSpent() || isMemoryShort();
        }
    }

    /** Another call's share. */
    Share share() {
        return new Share();
    }

    boolean isSpent() {
        return witness.tells(keptBytes.get() >= mostBytes);
    }

    private boolean isMemoryShort() {
        return witness.tells(isMemoryShort.getAsBoolean());
    }

    long keptBytes() {
        return keptBytes.get();
    }
}
