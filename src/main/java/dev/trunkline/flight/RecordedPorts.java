package dev.trunkline.flight;

import dev.trunkline.ai.ChatAllowance;
import dev.trunkline.call.Call;
import dev.trunkline.call.CallContinuation;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallPolicy;
import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.CallWitness;
import dev.trunkline.call.ComfortSounds;
import dev.trunkline.call.DialObjection;
import dev.trunkline.call.RunningCall;

/** What one call reaches the world through, and what it does there. Confined to the call's loop. */
final class RecordedPorts implements CallWitness.Witnessed {

    private final CallSetup setup;
    private final CallPorts ports;
    private final FlightTape tape;
    private final SecretKeys secret = new SecretKeys();
    private final RecordedTools tools;

    RecordedPorts(CallSetup setup, CallPorts ports, FlightTape tape) {
        this.setup = asked(setup);
        this.ports = ports;
        this.tape = tape;
        this.tools = new RecordedTools(ports.tools(), tape, secret, ports.scheduler());
    }

    /** The same, of which what may be dialled is written down when operators ask; what tools are told is in what they do. */
    private CallSetup asked(CallSetup given) {
        return new CallSetup(
                given.incoming(),
                given.route(),
                given.agent(),
                given.policy(),
                given.apology(),
                transfer -> {
                    DialObjection objection = given.dialing().to(transfer);
                    if (!tools.isAsking()) {
                        tape.write(FlightKind.DIAL_OBJECTION, 0, 0, objection == null ? "" : objection.name());
                    }
                    return objection;
                },
                given.cutOff());
    }

    /** The setup with the sounds as they are now: what comes of them later, this call does not hear. */
    static CallSetup settled(CallSetup setup) {
        CallPolicy policy = setup.policy();
        CallPolicy.ComfortPolicy comfort = policy.comfort();
        ComfortSounds sounds = comfort.sounds();
        return new CallSetup(
                setup.incoming(),
                setup.route(),
                setup.agent(),
                policy.comforting(new CallPolicy.ComfortPolicy(
                        comfort.afterNanos(),
                        comfort.firstWordNanos(),
                        comfort.wordsNanos(),
                        ComfortSounds.of(sounds.tone(), sounds.pulseBytes(), sounds.words()))),
                setup.apology(),
                setup.dialing(),
                setup.cutOff());
    }

    @Override
    public RunningCall begin() {
        tape.enter(FlightKind.BEGIN, 0, 0, null);
        try {
            Call call = Call.begin(setup, recorded());
            return new RecordedCall(
                    call,
                    tape,
                    secret,
                    tools.actions(call.actions()),
                    new RecordedSupervision(call.supervision(), tape));
        } catch (RuntimeException bug) {
            tape.close(FlightTape.Outcome.FAILED);
            throw bug;
        } finally {
            tape.leave();
        }
    }

    private CallPorts recorded() {
        return new CallPorts(
                new RecordedPhone(ports.phone(), tape),
                new RecordedAi(ports.connector(), tape),
                tools,
                new RecordedScheduler(ports.scheduler(), tape),
                this::onEvent,
                ports.latencies(),
                new Kept(ports.continuations(), tape),
                ports.sound().witnessed(isSo -> tape.answers(FlightQuestion.IS_SOUND_SHORT.number(), isSo)),
                new Chats(ports.chats(), tape),
                ports.taps(),
                new RecordedVoice(ports.voice(), tape));
    }

    private void onEvent(String callSid, long atNanos, CallEvent event) {
        tape.write(FlightKind.EVENT, 0, 0, event);
        if (event instanceof CallEvent.Ended) {
            tape.isLast();
        }
        ports.listener().onEvent(callSid, atNanos, event);
    }

    private record Kept(CallContinuation.Keeper keeper, FlightTape tape) implements CallContinuation.Keeper {
        @Override
        public void keep(String callSid, CallContinuation continuation) {
            tape.write(FlightKind.KEPT, 0, 0, continuation);
            keeper.keep(callSid, continuation);
        }

        @Override
        public void decided(String callSid, CallContinuation continuation) {
            tape.write(FlightKind.DECIDED, 0, 0, continuation);
            keeper.decided(callSid, continuation);
        }
    }

    private record Chats(ChatAllowance chats, FlightTape tape) implements ChatAllowance {
        @Override
        public boolean takeSpareChat() {
            return tape.answers(FlightQuestion.MAY_HAVE_SPARE_CHAT.number(), chats.takeSpareChat());
        }

        @Override
        public void giveSpareChat() {
            tape.write(FlightKind.SPARE_CHAT_GIVEN, 0, 0, null);
            chats.giveSpareChat();
        }
    }
}
