package dev.trunkline.replay;

import dev.trunkline.call.DialObjection;
import dev.trunkline.call.OperatorVoice;
import dev.trunkline.call.Supervision;
import dev.trunkline.call.SupervisionRefusal;
import dev.trunkline.flight.FlightFact.Order;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightMoment;
import dev.trunkline.flight.FlightRecord;
import dev.trunkline.phone.CarrierInstruction.Transfer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operators of a replayed call: they do what they did, with the voices that they had. Confined to one thread. */
final class ReplaySupervision {

    private static final byte SILENCE = (byte) 0xff; // in mu-law

    private final ReplayLog log;
    private final Supplier<Supervision> call;
    private final Map<Integer, ReplayVoice> voices = new HashMap<>();
    private final Queue<Integer> waitingBytes = new ArrayDeque<>(); // of this moment
    private final Queue<byte[]> frames = new ArrayDeque<>();
    private final Queue<String> objections = new ArrayDeque<>();

    ReplaySupervision(ReplayLog log, Supplier<Supervision> call) {
        this.log = log;
        this.call = call;
    }

    void begin(FlightMoment moment) {
        waitingBytes.clear();
        frames.clear();
        objections.clear();
        for (FlightRecord record : moment.rest()) {
            if (record.kind() == FlightKind.VOICE_WAITING) {
                waitingBytes.add((int) record.number());
            } else if (record.kind() == FlightKind.VOICE) {
                frames.add(record.needSound());
            } else if (record.kind() == FlightKind.DIAL_OBJECTION) {
                objections.add(record.text());
            }
        }
    }

    /** What may be dialled, as operators were told. */
    @Nullable
    DialObjection objectionTo(Transfer ignored) {
        String objection = objections.poll();
        return objection == null || objection.isEmpty() ? null : DialObjection.valueOf(objection);
    }

    /** An operator does it again. */
    void repeat(FlightRecord record) throws IOException {
        SupervisionRefusal refusal = ordered(call.get(), record.fact(Order.class));
        log.add(FlightKind.SUPERVISION_DONE, 0, 0, refusal == null ? "" : refusal.reason());
    }

    /** The caller is told something again. */
    void announce(FlightRecord record) {
        call.get().announce(record.text(), record.needSound());
    }

    private @Nullable SupervisionRefusal ordered(Supervision on, Order order) throws IOException {
        String operator = order.operator();
        switch (order.action()) {
            case "say" -> {
                return on.say(operator, order.words());
            }
            case "context" -> {
                return on.context(operator, order.words(), order.isPersistent());
            }
            case "whisper" -> {
                return on.whisper(operator, order.words());
            }
            case "note" -> {
                return on.note(operator, order.words());
            }
            case "pause" -> {
                return on.pause(operator);
            }
            case "resume" -> {
                return on.resume(operator);
            }
            case "takeOver" -> {
                return on.takeOver(operator, voice(order));
            }
            case "onVoiceLost" -> {
                on.onVoiceLost(operator, voice(order));
                return null;
            }
            case "release" -> {
                return on.release(operator, order.words());
            }
            case "transfer" -> {
                Transfer transfer = order.transfer();
                if (transfer == null) {
                    throw new IOException("a transfer has no destination");
                }
                return on.transfer(operator, transfer, order.words());
            }
            default -> throw new IOException("no operator of this build does this to a call: " + order.action());
        }
    }

    private ReplayVoice voice(Order order) {
        return voices.computeIfAbsent(order.voice(), number -> new ReplayVoice());
    }

    /** Gives what the recorded call took of it in the same moment. */
    private final class ReplayVoice extends OperatorVoice {
        @Override
        public int waitingBytes() {
            Integer bytes = waitingBytes.poll();
            return bytes == null ? 0 : bytes;
        }

        @Override
        public void read(byte[] frame) {
            byte[] recorded = frames.poll();
            if (recorded == null) {
                Arrays.fill(frame, SILENCE);
            } else {
                System.arraycopy(recorded, 0, frame, 0, FRAME_BYTES);
            }
        }
    }
}
