package dev.trunkline.ai.evi;

import dev.trunkline.ai.AiLoss;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What a handshake with EVI carries: always a header, never the address, because addresses end up in the logs of every
 * proxy on the way. Thread-safe.
 */
public interface EviCredentials {

    /** Never completes exceptionally, and within the time-out of an HTTP request. */
    CompletableFuture<Answer> authorise();

    /** EVI did not accept what {@link #authorise} gave. */
    default void onRefused() {}

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

    /** We may, with these headers. */
    record Granted(Map<String, String> headers) implements Answer {

        /** The headers are secrets. */
        @Override
        public String toString() {
            return "Granted";
        }
    }

    /** We may not. */
    record Denied(AiLoss.Kind kind, String detail) implements Answer {}
}
