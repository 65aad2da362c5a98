package dev.trunkline.call;

import dev.trunkline.ai.ToolCall;

/** Carries out what the AI asks for. */
@FunctionalInterface
public interface ToolRunner {

    /**
     * Called on the call's loop; must not block. An answer after the deadline is dropped.
     *
     * @param answer to be called once, on the call's loop
     */
    void run(ToolCall tool, CallActions call, Answer answer);

    /** Where the result goes. */
    interface Answer {

        /** It takes longer than tools usually may, but no longer than this from now. */
        default void mayTake(long nanos) {}

        /** It worked; {@code content} is for the model. */
        void succeed(String content);

        /**
         * It did not.
         *
         * @param outcome failed, unknown or bad_parameters: a metric label
         * @param error for logs
         * @param speakable what the model may say about it
         */
        void fail(String outcome, String error, String speakable);
    }
}
