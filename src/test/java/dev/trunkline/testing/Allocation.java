package dev.trunkline.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the current thread takes from the heap. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes taken by {@code times} runs, after as many that do not count. */
    public static long bytesOf(int times, Runnable work) {
        long thread = Thread.currentThread().getId();
        long before = 0;
        for (int round = 0; round < 2; round++) {
            before = THREADS.getThreadAllocatedBytes(thread);
            for (int i = 0; i < times; i++) {
                work.run();
            }
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
