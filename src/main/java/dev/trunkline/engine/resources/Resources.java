package dev.trunkline.engine.resources;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where configs, prompts and tools are kept. Thread-safe; never blocks. */
public interface Resources {

    /**
     * Does something whole or not at all.
     *
     * @param work runs on a thread that may block; an exception undoes all of it. It may run again when somebody else was
     *     in the way, so it must change nothing but the shelf
     * @return completes on any thread with what {@code work} returns, or fails with what it throws, or because the store
     *     is out of order or has too much to do
     */
    <T extends @Nullable Object> CompletableFuture<T> with(Function<Shelf, T> work);
}
