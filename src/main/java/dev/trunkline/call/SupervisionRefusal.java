package dev.trunkline.call;

/**
 * Why an operator cannot do something to a call now. Immutable.
 *
 * @param reason a word of a closed set
 * @param words for the operator: what stands in the way, and what to do
 */
public record SupervisionRefusal(String reason, String words) {

    static final SupervisionRefusal OVER = new SupervisionRefusal("over", "the call is over");

    static final SupervisionRefusal ENDING = new SupervisionRefusal(
            "ending", "the end of the call is decided, and only the agent's last words are still being heard");

    static final SupervisionRefusal AGENT_MISSING = new SupervisionRefusal(
            "agent_missing", "the agent is being called and cannot speak yet: try again, or take the call over");

    static final SupervisionRefusal TAKEN_OVER = new SupervisionRefusal(
            "taken_over", "a person talks with the caller in the agent's place: release the call first");

    static final SupervisionRefusal NOT_TAKEN_OVER =
            new SupervisionRefusal("not_taken_over", "nobody has taken the call over");

    static final SupervisionRefusal PAUSED = new SupervisionRefusal("paused", "the agent is paused already");

    static final SupervisionRefusal NOT_PAUSED = new SupervisionRefusal("not_paused", "the agent is not paused");

    /** Nobody may be dialled for the caller. */
    static SupervisionRefusal of(DialObjection objection) {
        return new SupervisionRefusal(objection.label(), objection.words());
    }
}
