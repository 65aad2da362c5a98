package dev.trunkline.bridge;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.FilledPrompt;
import dev.trunkline.continuity.Briefing;
import dev.trunkline.continuity.RememberedCall;
import dev.trunkline.control.Toolbox;
import dev.trunkline.phone.CarrierInstruction;
import dev.trunkline.phone.CarrierInstruction.Apologise;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.rules.CallRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who answers which numbers, and how. Immutable.
 *
 * @param name what it is called in logs and records
 * @param numbers the called numbers that it serves, in the normal form of {@link PhoneAddress}; "*" serves every other one
 * @param callerId what phones show that are rung for its callers, or null for the caller's own number or the called one
 * @param configId EVI's configuration, or null for the default
 * @param configVersion its version, or null for the newest
 * @param variables for the prompt
 * @param toolbox what the model may do
 * @param fallback what a caller gets who cannot be served
 * @param maxCalls how many calls it has room for at the same time, 0 for as many as there is room for at all
 * @param rules what is done by itself in its calls
 * @param queues how its callers wait for busy destinations, by the destination's name
 * @param farEnds who answers, by names, in the order in which they are tried
 * @param description the agent that its callers talk with
 */
public record Route(
        String name,
        Set<String> numbers,
        @Nullable String callerId,
        @Nullable String configId,
        @Nullable Integer configVersion,
        Map<String, String> variables,
        Toolbox toolbox,
        Fallback fallback,
        int maxCalls,
        List<CallRule> rules,
        Map<String, QueuePlan> queues,
        List<String> farEnds,
        AgentDescription description) {

    static final String EVERY_OTHER_NUMBER = "*";

    /**
     * Words, then a person or the end.
     *
     * @param number who is dialled, or null to hang up
     * @param callerId what the phone there shows, or null for the route's
     */
    public record Fallback(
            String words, @Nullable String number, @Nullable String callerId) {
        Apologise apology() {
            return new Apologise(words, number, callerId);
        }
    }

    /** Whom its callers talk with, and what that one is told. */
    AgentProfile agent(IncomingCall incoming, RememberedCall known, int inputSampleRateHz) {
        Map<String, String> told = new HashMap<>(variables);
        Briefing briefing = known.briefing() == null ? Briefing.NONE : known.briefing();
        told.putAll(briefing.variables());
        AgentDescription agent = description.welcoming(briefing.greeting(), briefing.language());
        if (agent.language() != null) {
            told.put("language", agent.language());
        }
        told.put("caller", incoming.from());
        told.put("called", incoming.to());
        told.put("route", name);
        if (agent.greeting() != null) {
            told.put("greeting", FilledPrompt.fill(agent.greeting(), told));
        }
        return new AgentProfile(
                        incoming.callSid(),
                        configId,
                        configVersion,
                        known.chatGroupId(),
                        inputSampleRateHz,
                        told,
                        known.told(),
                        toolbox.specs())
                .described(agent)
                .after(known.heard().lines());
    }

    /**
     * The same step with what the phone shows that is rung: what is configured, else the caller's number, else the called
     * one. Twilio rings no telephone without (error 13214), and takes neither a client, nor a SIP address, nor a withheld
     * number for one.
     *
     * @return null when it would ring a telephone and there is nothing to show
     */
    @Nullable
    CarrierInstruction identified(CarrierInstruction next, String from, String to) {
        if (next instanceof Transfer transfer) {
            String shown = shown(transfer.callerId(), from, to);
            return shown == null && isTelephone(transfer.number()) ? null : transfer.showing(shown);
        }
        if (next instanceof Apologise apology && apology.number() != null) {
            String own = apology.callerId() == null ? fallback.callerId() : apology.callerId();
            String shown = shown(own, from, to);
            return shown == null && isTelephone(apology.number())
                    ? null
                    : new Apologise(apology.words(), apology.number(), shown);
        }
        return next;
    }

    private @Nullable String shown(@Nullable String own, String from, String to) {
        if (own != null || callerId != null) {
            return own == null ? callerId : own;
        }
        PhoneAddress caller = PhoneAddress.of(from);
        PhoneAddress party = caller.isCallerId() ? caller : PhoneAddress.of(to);
        return party.isCallerId() ? party.text() : null;
    }

    private static boolean isTelephone(String number) {
        return PhoneAddress.of(number).kind() == PhoneAddress.Kind.NUMBER;
    }
}
