package dev.trunkline.call;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLoss;
import org.jspecify.annotations.Nullable;

/**
 * The call's line to its AI, over as many legs as it takes: whom to ask for, when to ask again, what was kept for the next
 * leg. Confined to the call's loop.
 */
final class AiLine {

    private final AiConnector connector;
    private final Uplink uplink;
    private final Reconnection reconnection;
    private AgentProfile agent;

    AiLine(CallSetup setup, AiConnector connector, long nowNanos) {
        this.connector = connector;
        this.agent = setup.agent();
        this.uplink =
                new Uplink(agent.inputSampleRateHz(), setup.policy().limits().earlyAudioBytes());
        this.reconnection = new Reconnection(
                setup.policy().reconnect(), setup.incoming().callSid().hashCode(), nowNanos);
    }

    AiConnector.Attempt connect(AiEvents events) {
        return connector.connect(agent, events);
    }

    /** The caller's sound, on its way to the AI or kept for it. */
    Uplink uplink() {
        return uplink;
    }

    /** Names the conversation, or null when there is none yet. */
    @Nullable
    String chatGroupId() {
        return agent.resumedChatGroupId();
    }

    /** Whether this call has talked with the AI before. */
    boolean everReady() {
        return reconnection.everReady();
    }

    /** A leg hears us; tells how long the AI was missing, in ns. */
    long onReady(String chatGroupId, long nowNanos) {
        agent = agent.resuming(chatGroupId, null);
        return reconnection.onReady(nowNanos);
    }

    /**
     * A leg was lost or not reached.
     *
     * @param anythingSaid whether anybody said anything on it
     * @return the pause before the next try in ns, or -1 to give up
     */
    long onLost(AiLoss.Kind kind, boolean anythingSaid, long nowNanos) {
        if (kind == AiLoss.Kind.RESUME_FAILED) {
            agent = agent.resuming(null, BridgePhrases.GOES_ON);
        }
        return reconnection.onLost(kind, anythingSaid, nowNanos);
    }
}
