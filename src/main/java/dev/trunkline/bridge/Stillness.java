package dev.trunkline.bridge;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets threads wait until nobody is left. Thread-safe. */
final class Stillness {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private CountDownLatch changed = new CountDownLatch(1);

    /** Somebody has left: whoever waits looks again. */
    synchronized void tell() {
        changed.countDown();
        changed = new CountDownLatch(1);
    }

    private synchronized CountDownLatch next() {
        return changed;
    }

    /**
     * Waits; never on a loop.
     *
     * @param isEmpty whether nobody is left
     * @return whether that came within the time
     */
    boolean await(BooleanSupplier isEmpty, Duration atMost) throws InterruptedException {
        for (long leftNanos = atMost.toNanos(); ; leftNanos -= LOOK_NANOS) {
            CountDownLatch change = next(); // before looking: who leaves after that is told of
            boolean isStill = isEmpty.getAsBoolean();
            if (isStill || leftNanos <= 0) {
                return isStill;
            }
            if (change.await(Math.min(leftNanos, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
                leftNanos += LOOK_NANOS; // no time to speak of
            }
        }
    }
}
