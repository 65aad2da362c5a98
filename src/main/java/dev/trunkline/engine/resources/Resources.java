package dev.trunkline.engine.resources;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where configs, prompts and tools are kept. Thread-safe; never blocks. */
public interface Resources {

    /**
     * Does something whole or not at all.
     *
     * @param prepare what needs no transaction, such as reading what was posted: runs once, before it begins, on a thread
     *     that may block. What it returns is done in the transaction; an exception undoes all of it. It may run again when
     *     somebody else was in the way, so it must change nothing but the transaction
     * @return completes on any thread with what the work returns, or fails with what it or {@code prepare} throws, or
     *     because the store is out of order or has too much to do
     */
    <T extends @Nullable Object> CompletableFuture<T> with(Supplier<Function<ResourceTransaction, T>> prepare);
}
