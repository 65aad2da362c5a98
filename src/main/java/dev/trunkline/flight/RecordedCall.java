package dev.trunkline.flight;

import dev.trunkline.call.CallActions;
import dev.trunkline.call.CallEnd;
import dev.trunkline.call.RunningCall;
import dev.trunkline.call.Supervision;
import java.util.function.BooleanSupplier;

/**
 * A call, and what its phone and others tell it. Confined to the call's loop.
 *
 * @param actions what others do to it, as tools do
 * @param supervision and as operators do
 */
record RecordedCall(RunningCall call, FlightTape tape, SecretKeys secret, CallActions actions, Supervision supervision)
        implements RunningCall {

    @Override
    public void onCallerAudio(byte[] muLaw, int lengthBytes) {
        long nowNanos = tape.nowNanos();
        byte[] shown = secret.shown(muLaw, lengthBytes, nowNanos);
        tape.enterAt(nowNanos, FlightKind.CALLER_AUDIO, 0, 0, shown, lengthBytes, null);
        try {
            call.onCallerAudio(muLaw, lengthBytes);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onDigit(char digit) {
        tape.enter(FlightKind.DIGIT, secret.shown(digit), 0, null);
        try {
            call.onDigit(digit);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onPlayed(long mark) {
        tape.enter(FlightKind.PLAYED, mark, 0, null);
        try {
            call.onPlayed(mark);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onStreamEnded(StreamEnding ending) {
        tape.enter(FlightKind.STREAM_ENDED, 0, 0, ending.name());
        try {
            call.onStreamEnded(ending);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onFrameRejected(String reason) {
        tape.enter(FlightKind.PHONE_REJECTED, 0, 0, reason);
        try {
            call.onFrameRejected(reason);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onCallCompleted() {
        tape.enter(FlightKind.CALL_COMPLETED, 0, 0, null);
        try {
            call.onCallCompleted();
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onEndOrdered(CallEnd end) {
        tape.enter(FlightKind.END_ORDERED, 0, 0, end.name());
        try {
            call.onEndOrdered(end);
        } finally {
            tape.leave();
        }
    }

    @Override
    public void onMoveOrdered(long atMostNanos, BooleanSupplier turn) {
        tape.enter(FlightKind.MOVE_ORDERED, atMostNanos, 0, null);
        try {
            call.onMoveOrdered(atMostNanos, () -> tape.answers(FlightQuestion.MAY_MOVE.number(), turn.getAsBoolean()));
        } finally {
            tape.leave();
        }
    }
}
