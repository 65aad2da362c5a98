package dev.trunkline.engine.mind.script;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks a server of the operator's for a script. Thread-safe; never blocks. */
@FunctionalInterface
public interface LookUp {

    /**
     * Posts a JSON object, and takes the answer's fields.
     *
     * @param headers beside those of JSON
     * @param bodyJson what is known
     * @return the fields of a JSON object, those of objects inside with a point between; fails when there is no such answer in
     *     time
     */
    CompletableFuture<Map<String, String>> ask(URI url, Map<String, String> headers, String bodyJson);

    /** Asks nobody. */
    static LookUp none() {
        return (url, headers, bodyJson) ->
                CompletableFuture.failedFuture(new UnsupportedOperationException("no look-ups here"));
    }
}
