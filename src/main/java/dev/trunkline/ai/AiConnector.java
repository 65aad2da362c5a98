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

    /** A connection being made. */
    interface Attempt {
        void cancel();
    }
}
