package dev.trunkline.call;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.phone.IncomingCall;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a call before its first sound. Immutable.
 *
 * @param incoming who calls whom
 * @param route the name of the route that it takes
 * @param agent who answers; with a chat group to resume when an earlier stream of this call went before
 * @param policy its limits
 * @param fallbackNumber who is dialled when the AI cannot serve, or null
 * @param dialable whether the carrier would dial this for the caller; asked on the call's loop
 * @param cutOff where an earlier stream of this call was cut off, or null
 */
public record CallSetup(
        IncomingCall incoming,
        String route,
        AgentProfile agent,
        CallPolicy policy,
        @Nullable String fallbackNumber,
        Predicate<NextStep.Transfer> dialable,
        @Nullable CutOff cutOff) {

    /** A call from which anybody can be dialled, and before which there was no other stream. */
    public CallSetup(
            IncomingCall incoming,
            String route,
            AgentProfile agent,
            CallPolicy policy,
            @Nullable String fallbackNumber) {
        this(incoming, route, agent, policy, fallbackNumber, destination -> true, null);
    }

    /** What becomes of a caller whom the AI cannot serve. */
    NextStep apology() {
        return new NextStep.Apologise(policy.apology(), fallbackNumber, null);
    }

    /** Everything else that a call needs. */
    public record Surroundings(
            dev.trunkline.phone.PhoneLeg phone,
            dev.trunkline.ai.AiConnector connector,
            ToolRunner tools,
            dev.trunkline.time.Scheduler scheduler,
            CallListener listener,
            CallMeters meters,
            Sequel.Keeper sequels,
            SoundBudget sound) {

        /** Those of a call that shares its memory with no other. */
        public Surroundings(
                dev.trunkline.phone.PhoneLeg phone,
                dev.trunkline.ai.AiConnector connector,
                ToolRunner tools,
                dev.trunkline.time.Scheduler scheduler,
                CallListener listener,
                CallMeters meters,
                Sequel.Keeper sequels) {
            this(phone, connector, tools, scheduler, listener, meters, sequels, SoundBudget.ofThisMachine());
        }
    }
}
