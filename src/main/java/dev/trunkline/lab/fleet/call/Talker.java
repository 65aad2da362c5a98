package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.farend.Tag;
import org.jspecify.annotations.Nullable;

/** Who speaks into one telephone, 20 ms at a time. Confined to the call's loop; allocates nothing. */
interface Talker {

    /**
     * The next frame.
     *
     * @param agentSpeaks whether the agent is being heard
     */
    byte[] frame(boolean agentSpeaks);

    /** Whether the last frame was part of what the caller says; the breath before a question is. */
    boolean isSpeaking();

    /** What the last frame began, or null. */
    @Nullable
    Tag begun();

    /** A key that is pressed now, or 0. */
    char digit();

    /** The first sound since the last question has arrived. */
    void onAnswer();

    /** The agent's sound was thrown away. */
    void onHush();
}
