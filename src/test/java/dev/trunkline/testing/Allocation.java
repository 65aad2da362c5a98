package dev.trunkline.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread takes from the heap. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How often {@link #bytesOf} runs {@code times} in all. */
    public static final int ROUNDS = 4;

    private Allocation() {}

    /**
     * Bytes taken by {@code times} runs, in the cheapest of {@link #ROUNDS}: a compiler that takes back a guess puts objects on the heap,
     * once, that it had spared, and does so when it likes; what the work itself takes, each round takes.
     */
    public static long bytesOf(int times, Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            least = Math.min(least, bytesOfRound(times, work));
        }
        return least;
    }

    private static long bytesOfRound(int times, Runnable work) {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < times; i++) {
            work.run();
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
