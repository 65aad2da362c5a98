package dev.trunkline.engine.tools;

import dev.trunkline.engine.mind.ToolRequest;
import java.util.concurrent.CompletableFuture;

/** Looks things up for EVI's builtin tool {@code web_search}. Thread-safe; never blocks. */
@FunctionalInterface
public interface WebSearch {

    /** The name of the tool. */
    String TOOL = ToolRequest.WEB_SEARCH;

    /**
     * Searches.
     *
     * @param parametersJson what the model asks for, a JSON object
     * @return completes on any thread with a JSON object of {@code summary} and {@code references}, or fails: then the agent
     *     goes on with the tool's fallback
     */
    CompletableFuture<String> search(String parametersJson);

    /** Whether there is anybody to ask. */
    default boolean isAvailable() {
        return true;
    }

    /** Finds nothing, because it asks nobody: the engine needs no network. */
    static WebSearch none() {
        return new WebSearch() {
            @Override
            public CompletableFuture<String> search(String parametersJson) {
                return CompletableFuture.failedFuture(new UnsupportedOperationException("no web search here"));
            }

            @Override
            public boolean isAvailable() {
                return false;
            }
        };
    }
}
