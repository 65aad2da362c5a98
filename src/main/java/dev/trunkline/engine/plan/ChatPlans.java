package dev.trunkline.engine.plan;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where plans are looked up by the id of a config. Thread-safe; never blocks. */
@FunctionalInterface
public interface ChatPlans {

    /**
     * Looks one up.
     *
     * @param configId as the client gave it
     * @param version or null for the newest
     * @return completes on any thread with the plan, or with null when there is no such config or version
     */
    CompletableFuture<@Nullable ChatPlan> find(String configId, @Nullable Integer version);
}
