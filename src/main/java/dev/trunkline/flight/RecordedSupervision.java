package dev.trunkline.flight;

import dev.trunkline.call.OperatorVoice;
import dev.trunkline.call.Supervision;
import dev.trunkline.call.SupervisionRefusal;
import dev.trunkline.flight.FlightFact.Order;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What operators do to a call. Confined to the call's loop. */
final class RecordedSupervision implements Supervision {

    private final Supervision call;
    private final FlightTape tape;
    private final List<RecordedVoice> voices = new ArrayList<>();

    RecordedSupervision(Supervision call, FlightTape tape) {
        this.call = call;
        this.tape = tape;
    }

    @Override
    public @Nullable SupervisionRefusal objectionToTakeOver() {
        return call.objectionToTakeOver();
    }

    @Override
    public @Nullable SupervisionRefusal say(String operator, String text) {
        return ordered(order("say", operator, text), () -> call.say(operator, text));
    }

    @Override
    public void announce(String words, byte[] muLaw) {
        tape.enter(FlightKind.ANNOUNCED, 0, 0, muLaw, muLaw.length, words);
        try {
            call.announce(words, muLaw);
        } finally {
            tape.leave();
        }
    }

    @Override
    public @Nullable SupervisionRefusal context(String operator, String text, boolean persistent) {
        return ordered(
                new Order("context", operator, text, persistent, null, 0),
                () -> call.context(operator, text, persistent));
    }

    @Override
    public @Nullable SupervisionRefusal whisper(String operator, String text) {
        return ordered(order("whisper", operator, text), () -> call.whisper(operator, text));
    }

    @Override
    public @Nullable SupervisionRefusal note(String operator, String text) {
        return ordered(order("note", operator, text), () -> call.note(operator, text));
    }

    @Override
    public @Nullable SupervisionRefusal pause(String operator) {
        return ordered(order("pause", operator, ""), () -> call.pause(operator));
    }

    @Override
    public @Nullable SupervisionRefusal resume(String operator) {
        return ordered(order("resume", operator, ""), () -> call.resume(operator));
    }

    @Override
    public @Nullable SupervisionRefusal takeOver(String operator, OperatorVoice speaking) {
        RecordedVoice voice = recorded(speaking);
        return ordered(
                new Order("takeOver", operator, "", false, null, voice.number), () -> call.takeOver(operator, voice));
    }

    @Override
    public void onVoiceLost(String operator, OperatorVoice lostVoice) {
        RecordedVoice voice = recorded(lostVoice);
        ordered(new Order("onVoiceLost", operator, "", false, null, voice.number), () -> {
            call.onVoiceLost(operator, voice);
            return null;
        });
    }

    @Override
    public @Nullable SupervisionRefusal release(String operator, String note) {
        return ordered(order("release", operator, note), () -> call.release(operator, note));
    }

    @Override
    public @Nullable SupervisionRefusal transfer(String operator, Transfer destination, String whisper) {
        return ordered(
                new Order("transfer", operator, whisper, false, destination, 0),
                () -> call.transfer(operator, destination, whisper));
    }

    private static Order order(String action, String operator, String words) {
        return new Order(action, operator, words, false, null, 0);
    }

    private @Nullable SupervisionRefusal ordered(Order order, Supplier<@Nullable SupervisionRefusal> what) {
        tape.enter(FlightKind.SUPERVISED, 0, 0, order);
        try {
            SupervisionRefusal refusal = what.get();
            tape.write(FlightKind.SUPERVISION_DONE, 0, 0, refusal == null ? "" : refusal.reason());
            return refusal;
        } finally {
            tape.leave();
        }
    }

    /** The same for the same voice: the call compares them. */
    private RecordedVoice recorded(OperatorVoice voice) {
        for (RecordedVoice each : voices) {
            if (each.voice == voice) {
                return each;
            }
        }
        RecordedVoice recorded = new RecordedVoice(voice, voices.size() + 1, tape);
        voices.add(recorded);
        return recorded;
    }

    /** A person's sound as the call takes it. */
    private static final class RecordedVoice extends OperatorVoice {
        private final OperatorVoice voice;
        private final int number;
        private final FlightTape tape;

        RecordedVoice(OperatorVoice voice, int number, FlightTape tape) {
            this.voice = voice;
            this.number = number;
            this.tape = tape;
        }

        @Override
        public int hear(byte[] muLaw, int offset, int lengthBytes) {
            return voice.hear(muLaw, offset, lengthBytes);
        }

        @Override
        public int waitingBytes() {
            int bytes = voice.waitingBytes();
            tape.write(FlightKind.VOICE_WAITING, bytes, 0, null);
            return bytes;
        }

        @Override
        public void read(byte[] frame) {
            voice.read(frame);
            tape.writeSound(FlightKind.VOICE, frame, FRAME_BYTES);
        }
    }
}
