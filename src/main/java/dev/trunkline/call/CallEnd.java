package dev.trunkline.call;

import dev.trunkline.ai.AiLoss;

/** Every way a call can end, who ended it, and whose doing that was. Labels are metric tags: never rename, never reuse. */
public enum CallEnd {
    /** The caller put the phone down. */
    CALLER_HUNG_UP("caller", Blame.NOBODY, "caller_hung_up"),
    /** The agent said goodbye, and it was heard. */
    AGENT_HUNG_UP("agent", Blame.NOBODY, "agent_hung_up"),
    /** The agent handed the caller to a person. */
    TRANSFERRED("agent", Blame.NOBODY, "transferred"),
    /** The caller said nothing for so long that the AI gave up. */
    CALLER_SILENT("ai", Blame.CALLER, "caller_silent"),
    /** The configured longest call. */
    MAX_DURATION("us", Blame.NOBODY, "max_duration"),
    /** The carrier's socket went away, or fell silent, without a word. */
    STREAM_LOST("carrier", Blame.CARRIER, "stream_lost"),
    /** The carrier sent what no carrier should. */
    PROTOCOL_ERROR("carrier", Blame.CARRIER, "protocol_error"),
    /** The carrier reported the end of the call while the stream still stood. */
    CARRIER_COMPLETED("carrier", Blame.NOBODY, "carrier_completed"),
    /** The AI could never be reached. */
    AI_UNREACHABLE("ai", Blame.AI, "ai_unreachable"),
    /** The AI refuses our key, account or configuration. */
    AI_REFUSED("ai", Blame.AI, "ai_refused"),
    /** The AI was lost in mid-call and did not come back. */
    AI_LOST("ai", Blame.AI, "ai_lost"),
    /** A call of ours was answered by a machine or a fax, and is not for one. */
    ANSWERED_BY_MACHINE("us", Blame.NOBODY, "answered_by_machine"),
    /** Somebody ended it over the admin API. */
    OPERATOR_HUNG_UP("us", Blame.NOBODY, "operator_hung_up"),
    /** The conversation goes on on another node: this one drains, or the call has a newer stream there. */
    MOVED("us", Blame.NOBODY, "moved"),
    /** This node shuts down, before there was time to move the call. */
    SHUT_DOWN("us", Blame.US, "shut_down"),
    /** A broken invariant of ours; the log has it. */
    BUG("us", Blame.US, "bug");

    private final String endedBy;
    private final Blame blame;
    private final String label;

    CallEnd(String endedBy, Blame blame, String label) {
        this.endedBy = endedBy;
        this.blame = blame;
        this.label = label;
    }

    /** How a call ends whose AI is gone for good. */
    static CallEnd without(AiLoss.Kind kind, boolean everTalked) {
        return switch (kind) {
            case GOODBYE -> AGENT_HUNG_UP;
            case INACTIVE -> CALLER_SILENT;
            case REFUSED, DENIED -> AI_REFUSED;
            case CLOSED, DROPPED, BUSY, DURATION_LIMIT, RESUME_FAILED, STALLED -> everTalked ? AI_LOST : AI_UNREACHABLE;
        };
    }

    /** Whether the caller goes on, on another stream, after a call was told to end so. */
    public boolean goesOn() {
        return blame == Blame.US || this == MOVED;
    }

    /** caller, agent, ai, carrier or us. */
    public String endedBy() {
        return endedBy;
    }

    public Blame blame() {
        return blame;
    }

    public String label() {
        return label;
    }
}
