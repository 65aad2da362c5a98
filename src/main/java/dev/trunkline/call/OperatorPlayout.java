package dev.trunkline.call;

import dev.trunkline.phone.PhoneLeg;
import org.jspecify.annotations.Nullable;

/**
 * Gives the phone the voice of a person who speaks in the agent's place. Little of it is ahead of the caller: enough that the
 * jitter of the person's network is not heard, and not so much that the two talk past each other. Sound that comes later than that is
 * dropped, the oldest first. To the ledger it is silence, as no sentence of the agent's is heard. Confined to the call's loop.
 */
final class OperatorPlayout {

    private static final int FRAME_BYTES = OperatorVoice.FRAME_BYTES;
    private static final int START_BYTES = 3 * FRAME_BYTES; // 60 ms, which become the phone's lead
    private static final int LATE_BYTES = 10 * FRAME_BYTES; // behind that lead
    private static final long LEAD_NANOS = 60_000_000;

    private final PhoneLeg phone;
    private final SoundTaps taps;
    private final Playout playout;
    private final byte[] frame = new byte[FRAME_BYTES];
    private @Nullable OperatorVoice voice;
    private boolean flows; // else the first frames are waited for

    /** @param taps are told whose sound the phone gets */
    OperatorPlayout(PhoneLeg phone, SoundTaps taps, Playout playout) {
        this.phone = phone;
        this.taps = taps;
        this.playout = playout;
    }

    /** This voice is heard from now on. */
    void begin(OperatorVoice speaking) {
        voice = speaking;
        flows = false;
        taps.speaks(SoundTap.Voice.OPERATOR);
    }

    /** No voice is heard any more; what the phone has it plays. */
    void end() {
        voice = null;
        taps.speaks(SoundTap.Voice.AGENT);
    }

    /** Gives the phone what is due. */
    void onTick(long nowNanos) {
        OperatorVoice speaking = voice;
        if (speaking == null) {
            return;
        }
        PlayoutLedger ledger = playout.ledger();
        int waitingBytes = speaking.waitingBytes();
        flows = waitingBytes >= START_BYTES || (flows && ledger.leadNanos(nowNanos) > 0);
        boolean written = false;
        while (flows && waitingBytes >= FRAME_BYTES && ledger.leadNanos(nowNanos) < LEAD_NANOS) {
            speaking.read(frame);
            waitingBytes -= FRAME_BYTES;
            playout.comfort().onAgentSound();
            phone.play(frame, FRAME_BYTES);
            ledger.sent(0, FRAME_BYTES, nowNanos);
            written = true;
        }
        for (; waitingBytes > LATE_BYTES; waitingBytes -= FRAME_BYTES) {
            speaking.read(frame);
        }
        if (written) {
            phone.flush();
        }
    }
}
