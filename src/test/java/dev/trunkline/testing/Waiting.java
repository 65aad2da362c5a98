package dev.trunkline.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Waits that are no sleep. */
public final class Waiting {

    private Waiting() {}

    /** Until the monotonic clock says so. */
    public static void until(long nanoTime) {
        await().atMost(Duration.ofMinutes(1)).until(() -> System.nanoTime() - nanoTime >= 0);
    }

    /** Holds the thread, as a stopped process holds all of its threads. */
    public static void uninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
