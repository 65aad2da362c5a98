package dev.trunkline.flight;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.CutOff;
import dev.trunkline.call.DialObjection;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.IncomingCall;
import org.jspecify.annotations.Nullable;

/**
 * What a call began with. Immutable.
 *
 * @param build which program wrote it
 * @param startedAt ISO 8601, UTC; for people
 * @param originNanos the call's clock then: the playout's beat depends on it
 */
public record FlightOpening(
        String build,
        String startedAt,
        long originNanos,
        IncomingCall incoming,
        String route,
        AgentProfile agent,
        CallPolicy policy,
        Apologise apology,
        @Nullable CutOff cutOff) {

    static FlightOpening of(CallSetup setup, String build, String startedAt, long originNanos) {
        return new FlightOpening(
                build,
                startedAt,
                originNanos,
                setup.incoming(),
                setup.route(),
                setup.agent(),
                setup.policy(),
                setup.apology(),
                setup.cutOff());
    }

    /**
     * The same call.
     *
     * @param dialing tells operators what may be dialled
     */
    public CallSetup setup(DialObjection.Rule dialing) {
        return new CallSetup(incoming, route, agent, policy, apology, dialing, cutOff);
    }
}
