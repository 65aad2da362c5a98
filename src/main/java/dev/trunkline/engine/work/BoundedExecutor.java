package dev.trunkline.engine.work;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A small pool for slow work. What does not fit into its queue fails at once, visibly, instead of waiting for ever. */
public final class BoundedExecutor implements AutoCloseable {

    private static final int WAITING_PER_THREAD = 64;

    private final Executor pool;
    private final Runnable stop;

    public BoundedExecutor(String name, int threads) {
        ThreadPoolExecutor own = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(threads * WAITING_PER_THREAD),
                new DefaultThreadFactory(name, true));
        this.pool = own;
        this.stop = own::shutdownNow;
    }

    private BoundedExecutor(Executor others) {
        this.pool = others;
        this.stop = () -> {};
    }

    /** Work that {@code executor} does, wherever and whenever it likes; it stays its owner's to close. */
    public static BoundedExecutor on(Executor executor) {
        return new BoundedExecutor(executor);
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
        stop.run();
    }
}
