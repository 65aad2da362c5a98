package dev.trunkline.ai.evi;

import dev.trunkline.ai.AiLoss;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What a handshake with EVI carries. A key is always in a header, never in the address, because addresses end up in the logs
 * of every proxy on the way; an access token, which is good for half an hour, may be in either. Thread-safe.
 */
public interface EviCredentials {

    /** Never completes exceptionally, and within the time-out of an HTTP request. */
    CompletableFuture<Answer> authorise();

    /**
     * EVI did not accept {@code refused}, which {@link #authorise} gave.
     *
     * @return whether {@link #authorise} may give others now
     */
    default boolean renew(Granted refused) {
        return false;
    }

    /** For an EVI that asks for nothing, such as our own on the same machine. */
    static EviCredentials none() {
        return () -> CompletableFuture.completedFuture(new Granted(Map.of()));
    }

    /** {@code X-Hume-Api-Key}, as Hume's Python SDK sends it. */
    static EviCredentials apiKey(String apiKey) {
        return () -> CompletableFuture.completedFuture(new Granted(Map.of("X-Hume-Api-Key", apiKey)));
    }

    /** Whether we may ask for a chat. */
    sealed interface Answer {}

    /** We may, with these headers and query parameters. */
    record Granted(Map<String, String> headers, Map<String, String> query) implements Answer {

        Granted(Map<String, String> headers) {
            this(headers, Map.of());
        }

        /** They are secrets. */
        @Override
        public String toString() {
            return "Granted";
        }
    }

    /** We may not. */
    record Denied(AiLoss.Kind kind, String detail) implements Answer {}
}
