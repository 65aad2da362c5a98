package dev.trunkline.net;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A small pool for slow work. What does not fit into its queue fails at once, visibly, instead of waiting for ever. */
public final class Workers implements AutoCloseable {

    private static final int WAITING_PER_THREAD = 64;

    private final ThreadPoolExecutor pool;

    public Workers(String name, int threads) {
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(threads * WAITING_PER_THREAD),
                new DefaultThreadFactory(name, true));
    }

    /** Runs {@code work} soon; the future fails with what it throws, or when there is no room. Any thread. */
    public <T> CompletableFuture<T> submit(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
