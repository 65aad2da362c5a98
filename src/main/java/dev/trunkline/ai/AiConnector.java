package dev.trunkline.ai;

/** Opens AI legs on one loop. */
public interface AiConnector {

    /**
     * Opens a leg; returns at once. {@code events} hears {@link AiEvents#onReady} or {@link AiEvents#onLost} within the
     * connector's own deadline, never inside this call.
     *
     * @return what calls the attempt off: after it, {@code events} hears nothing
     */
    Attempt connect(AgentProfile profile, AiEvents events);

    /** The same beside a leg that the call has, and of the same conversation. */
    default Attempt connectBeside(AgentProfile profile, AiEvents events) {
        return connect(profile, events);
    }

    /** Whether nobody is expected to answer before long, by what this process knows from all its calls. */
    default boolean isDown() {
        return false;
    }

    /** Whether the call could go on at another far end than the one that has its conversation, as far as is known. */
    default boolean hasAnother() {
        return false;
    }

    /** The far end that has the conversation: its name in metrics and records; empty where there is no list of them. */
    default String farEnd() {
        return "";
    }

    /**
     * How long a chat may last at the far end that has the conversation, in ns; 0 for as long as it takes; negative where only the
     * call's policy says so.
     */
    default long chatLimitNanos() {
        return -1;
    }

    /** The call has closed the leg it had, because the far end did no work on it: {@link AiLoss.Kind#STALLED}. */
    default void onUseless(AiLoss loss) {}

    /** A connection being made. */
    interface Attempt {
        void cancel();

        /** What {@link #connectBeside} opens is the call's own from now on, whether it is ready already or not. */
        default void goOn() {}
    }
}
