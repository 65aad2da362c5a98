package dev.trunkline.cli;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends a process whose heap is exhausted, as {@code -XX:+ExitOnOutOfMemoryError} does, which a jar cannot ask for: half of it
 * would live on, deaf, and nobody would start it again. Errors that a thread pool or an event loop swallows are not seen, so
 * the heap itself is watched too. Memory outside of the heap ends what asked for it, and nothing else.
 */
public final class OutOfMemory {

    /** As the JVM's own flag. */
    static final int STATUS = 3;

    private static final byte[] LAST_WORDS =
            ("Out of memory: the heap is full, and this process ends. Give it more with"
                            + " -Xmx, or fewer calls with TRUNKLINE_MAX_CALLS.\n")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final Runtime RUNTIME = Runtime.getRuntime();
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LOOKS = 20;
    private static final double FULL = 0.97;
    private static final double BUSY = 0.85;

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final List<MemoryPoolMXBean> old;
    private final Deque<Long> collectingMillis = new ArrayDeque<>(LOOKS + 1);

    private OutOfMemory() {
        this.old = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getType() == MemoryType.HEAP && pool.getName().matches(".*(Old|Tenured).*"))
                .toList();
    }

    /** From now on. */
    public static void endsThisProcess() {
        rehearse();
        Thread.setDefaultUncaughtExceptionHandler(OutOfMemory::onUncaught);
        OutOfMemory watched = new OutOfMemory();
        Thread watch = new Thread(watched::watch, "heap-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** What is used for the first time is loaded and takes memory; in the end there may be none. */
    private static void rehearse() {
        if (isOfHeap(new OutOfMemoryError("Java heap space"))) {
            write(0);
        }
        RUNTIME.removeShutdownHook(Thread.currentThread()); // there is none; this loads what halting needs
    }

    private static void onUncaught(Thread thread, Throwable failure) {
        try {
            if (isOfHeap(failure)) {
                end();
            } else if (!isMarysHook(failure)) {
                System.err.print("Exception in thread \"" + thread.getName() + "\" ");
                failure.printStackTrace();
            }
        } catch (OutOfMemoryError e) {
            end(); // not even a text is left
        }
    }

    /** MaryTTS has a shutdown hook of its own, which complains when a process is told to stop while she starts. */
    private static boolean isMarysHook(Throwable failure) {
        StackTraceElement[] where = failure.getStackTrace();
        return where.length > 0
                && where[0].getClassName().equals("marytts.server.Mary")
                && where[0].getMethodName().equals("shutdown");
    }

    /** The JVM's own errors; those of direct memory are thrown by libraries, and say so. */
    static boolean isOfHeap(@Nullable Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (each instanceof OutOfMemoryError
                    && (message.startsWith("Java heap space") || message.startsWith("GC overhead limit"))) {
                return true;
            }
        }
        return false;
    }

    private void watch() {
        while (!isFull() && !isOnlyCollecting()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        end();
    }

    /** What the last collection left fills the heap, and one more finds nothing either. */
    private boolean isFull() {
        if (!isLeftFull()) {
            return false;
        }
        System.gc();
        return isLeftFull();
    }

    private boolean isLeftFull() {
        for (MemoryPoolMXBean pool : old) {
            MemoryUsage left = pool.getCollectionUsage();
            if (left != null && left.getMax() > 0 && left.getUsed() >= FULL * left.getMax()) {
                return true;
            }
        }
        return false;
    }

    private boolean isOnlyCollecting() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            millis += Math.max(0, collector.getCollectionTime());
        }
        collectingMillis.addLast(millis);
        if (collectingMillis.size() <= LOOKS) {
            return false;
        }
        double spanMillis = LOOKS * (double) TimeUnit.NANOSECONDS.toMillis(LOOK_NANOS);
        return millis - collectingMillis.removeFirst() > BUSY * spanMillis;
    }

    private static void end() {
        try {
            write(LAST_WORDS.length);
        } finally {
            RUNTIME.halt(STATUS);
        }
    }

    private static void write(int lengthBytes) {
        System.err.write(LAST_WORDS, 0, lengthBytes);
        System.err.flush();
    }
}
