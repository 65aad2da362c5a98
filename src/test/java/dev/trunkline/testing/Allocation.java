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
     * Bytes taken by {@code times} runs, after three times as many that do not count: a compiler that takes back a guess puts objects on
     * the heap, once, that it had spared.
     */
    public static long bytesOf(int times, Runnable work) {
        run((ROUNDS - 1) * times, work);
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        run(times, work);
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }

    private static void run(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
