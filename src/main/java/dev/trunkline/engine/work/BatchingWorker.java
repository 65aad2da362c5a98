package dev.trunkline.engine.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slow work that is done in order by one worker, as much at a time as has gathered: writing down what loops have seen. Takes
 * a bounded weight; what does not fit is refused at once. Thread-safe; never blocks but in {@link #close()}.
 */
public final class BatchingWorker<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchingWorker.class);
    private static final int MAX_BATCH = 500;
    private static final long CLOSING_SECONDS = 5; // what cannot be written by then is lost

    private final String name;
    private final long capacity;
    private final Consumer<List<T>> worker;
    private final BoundedExecutor thread;
    private final Deque<Item<T>> items = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long weight;
    private long offered;
    private long done;
    private boolean working;
    private boolean closed;
    private boolean stopped;

    private record Item<T>(T work, long weight) {}

    private record Waiting(long forDone, CompletableFuture<Void> future) {}

    /**
     * @param name of its thread
     * @param capacity the most weight that may wait, in whatever unit it is offered
     * @param worker does several pieces in order, on the worker's thread; what it throws is logged, and those are done
     */
    public BatchingWorker(String name, long capacity, Consumer<List<T>> worker) {
        this.name = name;
        this.capacity = capacity;
        this.worker = worker;
        this.thread = new BoundedExecutor(name, 1);
    }

    /** Takes {@code work}, or returns false when there is no room for it or all is closed. */
    public synchronized boolean offer(T work, long itsWeight) {
        if (closed || weight + itsWeight > capacity) {
            return false;
        }
        items.add(new Item<>(work, itsWeight));
        weight += itsWeight;
        offered++;
        proceed();
        return true;
    }

    /** Completes, on the worker's thread, when all that was taken before this has been done. */
    public synchronized CompletableFuture<Void> settled() {
        if (done == offered) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> future = new CompletableFuture<>();
        waiting.add(new Waiting(offered, future));
        return future;
    }

    /** Takes no more, and waits a few seconds for the rest to be done. */
    @Override
    public void close() {
        CompletableFuture<Void> rest;
        synchronized (this) {
            closed = true;
            rest = settled();
        }
        try {
            rest.get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().addKeyValue("backlog", name).log("closed with work left");
        }
        abandon();
        thread.close();
    }

    private synchronized void proceed() {
        if (!working && !stopped && !items.isEmpty()) {
            working = true;
            // The only one: a pool of one thread has room for it unless it is closed.
            var unused = thread.submit(this::work).whenComplete((count, failure) -> finish(failure));
        }
    }

    private int work() {
        List<T> batch = new ArrayList<>();
        synchronized (this) {
            while (batch.size() < MAX_BATCH && !items.isEmpty()) {
                Item<T> item = items.remove();
                weight -= item.weight;
                batch.add(item.work);
            }
        }
        try {
            worker.accept(batch);
        } finally {
            settle(batch.size());
        }
        return batch.size();
    }

    private void settle(int count) {
        List<CompletableFuture<Void>> reached = new ArrayList<>();
        synchronized (this) {
            done += count;
            while (!waiting.isEmpty() && waiting.element().forDone <= done) {
                reached.add(waiting.remove().future);
            }
        }
        reached.forEach(future -> future.complete(null));
    }

    private void finish(@Nullable Throwable failure) {
        if (failure != null) {
            LOG.atError().addKeyValue("backlog", name).setCause(failure).log("work failed");
        }
        synchronized (this) {
            working = false;
            proceed();
        }
    }

    private synchronized void abandon() {
        stopped = true;
        offered -= items.size();
        items.clear();
        waiting.forEach(one -> one.future.completeExceptionally(new IllegalStateException(name + " is closed")));
        waiting.clear();
    }
}
