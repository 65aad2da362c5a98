package dev.trunkline.recording;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two threads that write: twice a second, each has a look at its half of the recordings. So a call's loop never wakes anybody, and a disk that
 * hangs holds up one half at most. What operators read, and what is deleted, is the work of a third. Thread-safe.
 */
final class RecordingThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingThreads.class);
    private static final int THREADS = 2;
    private static final long PERIOD_MILLIS = 500;
    private static final long CLOSING_SECONDS = 3;

    private final List<Half> halves;
    private final ScheduledExecutorService others;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param step writes what has come of a part; true when that was all */
    RecordingThreads(ThreadFactory threads, Predicate<PartWriter> step) {
        this.halves = IntStream.range(0, THREADS)
                .mapToObj(i -> new Half(Executors.newSingleThreadScheduledExecutor(threads), step))
                .toList();
        this.others = Executors.newSingleThreadScheduledExecutor(threads);
        halves.forEach(half ->
                half.executor.scheduleWithFixedDelay(half::work, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** One thread and what it writes. */
    private record Half(ScheduledExecutorService executor, Predicate<PartWriter> step, Queue<PartWriter> parts) {

        Half(ScheduledExecutorService executor, Predicate<PartWriter> step) {
            this(executor, step, new ConcurrentLinkedQueue<>());
        }

        void work() {
            parts.removeIf(this::isDone);
        }

        private boolean isDone(PartWriter part) {
            try {
                return step.test(part);
            } catch (RuntimeException | Error bug) { // else the others of this half would never be written
                LOG.atError()
                        .addKeyValue("callSid", part.stream().callSid())
                        .setCause(bug)
                        .log("a recording failed");
                return true;
            }
        }
    }

    /** It is written from now on. Any thread. */
    void begin(PartWriter part) {
        halves.get(Math.floorMod(turn.getAndIncrement(), THREADS)).parts.add(part);
    }

    /** Does something every hour, and soon. */
    void hourly(Runnable work) {
        others.scheduleWithFixedDelay(() -> goOnAfter(work), 1, 60, TimeUnit.MINUTES);
    }

    private static void goOnAfter(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error bug) { // else it would not be done again
            LOG.atError().setCause(bug).log("hourly work on recordings failed");
        }
    }

    /** Does something that is not writing. */
    void soon(Runnable work) {
        others.execute(work);
    }

    /** Something with files. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** Does something slow that is not writing; fails when all is closed. */
    <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            others.execute(() -> {
                try {
                    done.complete(work.run());
                } catch (IOException | RuntimeException | Error e) { // who waits must hear of it
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Writes what has come by now, for a few seconds at most. Blocks. */
    @Override
    public void close() {
        others.shutdownNow();
        for (Half half : halves) {
            half.executor.execute(half::work);
            half.executor.shutdown();
        }
        for (Half half : halves) {
            try {
                if (!half.executor.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                    LOG.atWarn().log("closed with recordings left");
                    half.executor.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
