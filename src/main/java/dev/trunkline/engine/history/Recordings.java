package dev.trunkline.engine.history;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Keeps what was heard and said in chats. Thread-safe. */
public interface Recordings {

    /** Keeps nothing. */
    Recordings OFF = new Recordings() {
        @Override
        public Recording begin(String chatId) {
            return Recording.NONE;
        }

        @Override
        public CompletableFuture<List<Reconstruction>> find(List<String> chatIds) {
            return CompletableFuture.completedFuture(chatIds.stream()
                    .map(id -> new Reconstruction(State.CANCELLED, null, null))
                    .toList());
        }
    };

    /** A chat began. */
    Recording begin(String chatId);

    /** What there is of these chats, in their order. */
    CompletableFuture<List<Reconstruction>> find(List<String> chatIds);

    /**
     * What there is of a chat. Immutable.
     *
     * @param changedMillis when it came into this state, since 1970, or null when nobody knows
     * @param wav the sound, the user on the left, the agent on the right; null unless the state is {@code COMPLETE}
     */
    record Reconstruction(
            State state,
            @Nullable Long changedMillis,
            @Nullable Path wav) {}

    /** How far the sound of a chat is; the names are those of EVI's REST API. */
    enum State {
        /** The chat goes on, or has just ended. */
        QUEUED,
        IN_PROGRESS,
        COMPLETE,
        /** It could not be written. */
        ERROR,
        /** It was not recorded, or is deleted. */
        CANCELLED
    }
}
