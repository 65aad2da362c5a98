package dev.trunkline.call;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiEvents;
import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ChatAllowance;
import dev.trunkline.ai.HeardLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call's line to its AI, over as many legs as it takes: whom to ask for, when to ask again, what was kept for the next
 * leg. Confined to the call's loop.
 */
final class AiLine {

    private final AiConnector connector;
    private final ChatAllowance chats;
    private final Uplink uplink;
    private final Reconnection reconnection;
    private final boolean goesOn;
    private final HeardTranscript heard;
    private AgentProfile agent;
    private @Nullable LegEvents own;
    private long ownOpenedNanos;

    AiLine(CallSetup setup, AiConnector connector, ChatAllowance chats, long nowNanos) {
        this.connector = connector;
        this.chats = chats;
        this.agent = setup.agent();
        this.heard = new HeardTranscript(agent.heard());
        this.goesOn = agent.resumedChatGroupId() != null
                || agent.context() != null
                || !agent.heard().isEmpty();
        this.uplink = new Uplink(setup.policy().limits().earlyAudioBytes());
        this.reconnection = new Reconnection(
                setup.policy().reconnect(), setup.incoming().callSid().hashCode(), nowNanos);
    }

    /** What was heard in this call. */
    HeardTranscript heard() {
        return heard;
    }

    /**
     * Calls the AI for a leg that is to be the call's own.
     *
     * @param stillHeard what the caller will have heard soon of what the leg before said last
     * @param owed what the caller said last, if the leg will be given it to answer
     */
    AiConnector.Attempt connect(AiEvents call, String stillHeard, String owed, long nowNanos) {
        LegEvents events = LegEvents.own(call);
        goOnWith(events, nowNanos);
        return connector.connect(agent.after(heard.with(stillHeard, owed)), events);
    }

    /** Calls it for a leg of this conversation beside the own one. */
    AiConnector.Attempt open(LegEvents events) {
        return connector.connectBeside(agent.after(heard.with("", "")), events);
    }

    /**
     * The own leg is told what was said since it was opened beside another; {@code stillHeard} is being said. One whose far end
     * remembers knows, and would take it for something to answer.
     */
    void tellMeanwhile(AiLeg leg, String stillHeard) {
        if (leg.traits().remembers()) {
            return;
        }
        long known = own == null ? Long.MAX_VALUE : own.knownLines();
        if (known != Long.MAX_VALUE) {
            List<HeardLine> lines = heard.since(known, stillHeard);
            if (!lines.isEmpty()) {
                leg.context(BridgePhrases.saidMeanwhile(lines), true);
                leg.flush();
            }
        }
    }

    /** Whether there may be a second leg beside the first. */
    ChatAllowance chats() {
        return chats;
    }

    /** From now on this leg is the call's own, and what came before it is not heard any more. */
    void goOnWith(LegEvents events, long openedNanos) {
        if (own != null) {
            own.dismiss();
        }
        own = events;
        events.goOn();
        ownOpenedNanos = openedNanos;
    }

    /** When the own leg was called. */
    long ownOpenedNanos() {
        return ownOpenedNanos;
    }

    /** For what differs from call to call. */
    long seed() {
        return agent.sessionId().hashCode();
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

    /** Whether the caller has talked with the AI before, on this stream or on an earlier one. */
    boolean isKnown() {
        return goesOn || reconnection.everReady();
    }

    /** For how long nobody has heard the caller, in ns. */
    long missingNanos(long nowNanos) {
        return reconnection.missingNanos(nowNanos);
    }

    /** Whether there is no use in waiting any longer: no AI can be reached by any call. */
    boolean isHopeless(long nowNanos) {
        return reconnection.isOutageOver(isKnown(), nowNanos) && connector.isDown();
    }

    /** A leg was given up because the AI did no work on it. */
    void onUseless(AiLoss loss) {
        connector.onUseless(loss);
    }

    /** Whether a new caller is to be greeted, and another far end could do it. */
    boolean hasGreetingFromAnother() {
        return !goesOn && agent.description().greeting() != null && connector.hasAnother();
    }

    /** How long a chat may be at the far end that has the conversation: see {@link AiConnector#chatLimitNanos}. */
    long chatLimitNanos() {
        return connector.chatLimitNanos();
    }

    /** The name of the far end that has the conversation. */
    String farEnd() {
        return connector.farEnd();
    }

    /** A leg hears us; tells how long the AI was missing, in ns. */
    long onReady(String chatGroupId, long nowNanos) {
        agent = agent.resuming(chatGroupId, null);
        return reconnection.onReady(nowNanos);
    }

    /** The conversation has another name. */
    void onResumable(String chatGroupId) {
        agent = agent.resuming(chatGroupId, agent.context());
    }

    /**
     * A leg was lost or not reached.
     *
     * @param anythingSaid whether anybody said anything on it
     * @param idleNanos how long it had done no work, in ns, if it stalled
     * @return the pause before the next try in ns, or -1 to give up
     */
    long onLost(AiLoss.Kind kind, boolean anythingSaid, long idleNanos, long nowNanos) {
        if (kind == AiLoss.Kind.RESUME_FAILED) {
            agent = agent.resuming(null, BridgePhrases.GOES_ON);
        }
        return reconnection.onLost(kind, anythingSaid, idleNanos, nowNanos);
    }
}
