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
     * Bytes taken by {@code times} runs, after as many that do not count: the least of three rounds, because a compiler that takes back a
     * guess puts objects on the heap, once, that it had spared. What each run takes, or every so often, is in all rounds.
     */
    public static long bytesOf(int times, Runnable work) {
        run(times, work);
        long least = Long.MAX_VALUE;
        for (int round = 1; round < ROUNDS; round++) {
            long thread = Thread.currentThread().getId();
            long before = THREADS.getThreadAllocatedBytes(thread);
            run(times, work);
            least = Math.min(least, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return least;
    }

    private static void run(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
