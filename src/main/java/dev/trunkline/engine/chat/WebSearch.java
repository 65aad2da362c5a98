package dev.trunkline.engine.chat;

import java.util.concurrent.CompletableFuture;

/** Looks things up for EVI's builtin tool {@code web_search}. Thread-safe; never blocks. */
@FunctionalInterface
public interface WebSearch {

    /** The name of the tool. */
    String TOOL = "web_search";

    /**
     * Searches.
     *
     * @param parametersJson what the mind asks for, a JSON object
     * @return completes on any thread with a JSON object of {@code summary} and {@code references}, or fails: then the agent
     *     goes on with the tool's fallback
     */
    CompletableFuture<String> search(String parametersJson);

    /** Finds nothing, because it asks nobody: the engine needs no network. */
    static WebSearch none() {
        return parameters -> CompletableFuture.failedFuture(new UnsupportedOperationException("no web search here"));
    }
}
