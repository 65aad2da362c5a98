package dev.trunkline.bridge;

import dev.trunkline.call.Call;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.CallWitness;
import dev.trunkline.call.OwnVoice;
import dev.trunkline.call.RunningCall;
import dev.trunkline.call.SoundBudget;
import dev.trunkline.continuity.CallMemory;
import dev.trunkline.continuity.RememberedCall;
import dev.trunkline.phone.IncomingCall;
import java.util.concurrent.TimeUnit;

/**
 * Puts calls together: what each begins with, what it reaches the world through, and who may stand in between. Thread-safe.
 *
 * @param sound what all calls together may keep of the agents' sound
 */
record CallAssembly(
        CallRouter.Plan plan,
        Admission admission,
        CallMemory memory,
        DialGuard dialling,
        StreamLedger ledger,
        SoundBudget sound) {

    /** A call begins on its stream; on its loop. */
    RunningCall begin(LiveStream stream, Route route, RememberedCall known) {
        plan.audience().onStream(stream.incoming(), route.name(), stream.taps());
        CallSetup setup = setup(stream.incoming(), route, known);
        CallPorts ports = ports(stream, route, known);
        CallWitness.Witnessed witnessed = plan.witness().witness(setup, ports);
        return witnessed == null ? Call.begin(setup, ports) : witnessed.begin();
    }

    private CallPorts ports(LiveStream stream, Route route, RememberedCall known) {
        OwnVoice voice = plan.voices().apply(stream.loop());
        return new CallPorts(
                stream.taps().around(stream.phone()),
                plan.placed()
                        .of(stream.callSid())
                        .around(plan.farEnds().connector(route, known.farEnd(), stream.loop()), voice),
                route.toolbox(),
                stream.leased(),
                listener(stream, route),
                plan.metrics(),
                new StreamNotes(memory, stream.visit()),
                sound,
                admission.chatsOf(stream.callSid()),
                stream.taps(),
                voice);
    }

    private CallListener listener(LiveStream stream, Route route) {
        CallListener books = (sid, atNanos, event) -> ledger.onEvent(stream, atNanos, event);
        return route.rules().isEmpty() ? books : RuleWatch.behind(books, stream, route, stream.loop());
    }

    /** With what is left of the longest call: a stream that follows another does not begin it anew. */
    private CallPolicy policy(RememberedCall known) {
        CallPolicy.Limits limits = plan.policy().limits();
        long leftNanos = limits.maxCallNanos() - TimeUnit.MILLISECONDS.toNanos(memory.ageMillis(known));
        return plan.policy()
                .with(new CallPolicy.Limits(
                        Math.max(0, leftNanos), limits.toolDeadlineNanos(), limits.earlyAudioBytes()));
    }

    private CallSetup setup(IncomingCall incoming, Route route, RememberedCall known) {
        return new CallSetup(
                incoming,
                route.name(),
                route.agent(incoming, known, plan.inputSampleRateHz()),
                policy(known),
                route.fallback().apology(),
                transfer -> dialling.objectionTo(
                        transfer, new DialGuard.Party(incoming.callSid(), incoming.from(), incoming.to())),
                known.cutOff());
    }
}
