package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;

/**
 * The way of the caller's sound, frame by frame: to the AI, or kept for it, or silence in its place while it is none of the AI's
 * business. Confined to the call's loop.
 */
record FrameIntake(
        CallPorts ports,
        CallLifecycle lifecycle,
        Conversation conversation,
        AiLine aiLine,
        Keypad keypad,
        Lull lull,
        Rollover rollover,
        Attendance attendance) {

    /**
     * A frame has been read.
     *
     * @return whether no sound had to be dropped
     */
    boolean onFrame(byte[] muLaw, int lengthBytes) {
        long readNanos = ports.scheduler().nowNanos();
        AiLeg ai = lifecycle.state().ai();
        boolean isHidden = lifecycle.state().isProtected() || keypad.isSecret(readNanos);
        ports.taps().onCaller(muLaw, lengthBytes, isHidden, readNanos);
        if (!isHidden) {
            lull.voice().onFrame(muLaw, lengthBytes, aiLine.uplink().positionBytes(), readNanos);
        }
        boolean isOtherHeard = conversation.playout().isHeard(readNanos);
        lifecycle.lineShare().onFrame(lengthBytes, lull.voice().isSpeaking(readNanos), isOtherHeard);
        if (ai == null) {
            boolean isKept = lifecycle.state().keepsCaller() && !keypad.isSecret(readNanos);
            return !isKept || aiLine.uplink().keep(muLaw, lengthBytes);
        }
        long gapNanos = rollover.onCallerAudio(lengthBytes, readNanos);
        if (gapNanos >= 0) {
            ports.latencies().rollover(gapNanos);
        }
        boolean whole = isHidden
                ? aiLine.uplink().sendSilence(ai, lengthBytes)
                : aiLine.uplink().send(ai, muLaw, lengthBytes);
        attendance.onCallerAudio(muLaw, isHidden ? 0 : lengthBytes, readNanos);
        ports.latencies().uplink(ports.scheduler().nowNanos() - readNanos);
        return whole;
    }
}
