package dev.trunkline.call;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.IncomingCall;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a call before its first sound. Immutable.
 *
 * @param incoming who calls whom
 * @param route the name of the route that it takes
 * @param agent who answers; with a chat group to resume when an earlier stream of this call went before
 * @param policy its limits
 * @param apology what becomes of a caller whom the AI cannot serve
 * @param dialing what may be dialled for the caller
 * @param cutOff where an earlier stream of this call was cut off, or null
 */
public record CallSetup(
        IncomingCall incoming,
        String route,
        AgentProfile agent,
        CallPolicy policy,
        Apologise apology,
        DialObjection.Rule dialing,
        @Nullable CutOff cutOff) {

    /** A call from which anybody can be dialled, and before which there was no other stream. */
    public CallSetup(IncomingCall incoming, String route, AgentProfile agent, CallPolicy policy, Apologise apology) {
        this(incoming, route, agent, policy, apology, destination -> null, null);
    }
}
