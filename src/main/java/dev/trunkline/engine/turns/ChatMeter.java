package dev.trunkline.engine.turns;

/** Hears how quick the agent is, and who was not let in. Called on the chats' loops; thread-safe, never blocks. */
@FunctionalInterface
public interface ChatMeter {

    /** Measures nothing. */
    ChatMeter NONE = nanos -> {};

    /**
     * The agent began to answer the caller.
     *
     * @param nanos from the decision that the caller's turn was over to the first {@code audio_output}
     */
    void turnAnswered(long nanos);

    /**
     * A request was not let in.
     *
     * @param reason out of a closed set
     */
    default void refused(String reason) {}
}
