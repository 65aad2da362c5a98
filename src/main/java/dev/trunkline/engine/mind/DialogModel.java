package dev.trunkline.engine.mind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what the agent says and does. Thread-safe: one model serves all chats, and keeps nothing of any. */
public interface DialogModel {

    /**
     * Starts a reply; must not block.
     *
     * @param listener is told the reply as it comes, from any one thread at a time, also inside this call
     * @return what calls it off
     */
    PendingReply generate(DialogRequest request, Listener listener);

    /**
     * What this model would say, if it knows that at once and without any cost; empty otherwise. The caller may not have finished
     * yet, so that all of this may come to nothing.
     */
    default List<String> speculate(DialogRequest request) {
        return List.of();
    }

    /** What this model often begins its answers with, so that it can be spoken ahead; may be empty. */
    default List<String> openings() {
        return List.of();
    }

    /**
     * What it makes of a config; all of it unless it says otherwise.
     *
     * @param wanted the config's model, or null for none
     */
    default ModelCapabilities capabilities(@Nullable LanguageModel wanted) {
        return ModelCapabilities.ALL;
    }

    /** A reply in the making. */
    interface PendingReply {

        /** Nothing more of it is wanted. Any thread; twice is harmless. */
        void cancel();
    }

    /** Takes sentences and tool requests in the order they are to happen, then exactly one of the two ends. */
    interface Listener {

        /** A sentence to be said next, as one message of its own. The sooner the first comes, the better. */
        void onSentence(String text);

        /** Something to be done when everything before it has been said. */
        void onTool(ToolRequest request);

        /**
         * The model knows the chat by a name of its own: from now on that is the chat's {@code custom_session_id}. EVI's docs
         * let a custom language model set it with {@code system_fingerprint}. Comes before the end, or not at all.
         */
        default void onCustomSessionId(String customSessionId) {}

        /** What kind of answer these words ask for; comes before the end, or not at all: then it is guessed from the words. */
        default void onExpectedAnswer(ExpectedAnswer expected) {}

        void onDone();

        /**
         * No reply, or no more of it, will come; what came before stands.
         *
         * @param failure what kind
         * @param reason for logs; holds no keys and nothing that was said
         */
        void onFailed(Failure failure, String reason);
    }

    /** Why a model has no reply. */
    enum Failure {
        /** It does not work. */
        BROKEN,
        /** An endpoint of the client's own did not answer or broke off. */
        DISCONNECTED,
        /** An endpoint of the client's own took too long. */
        TIMED_OUT
    }
}
