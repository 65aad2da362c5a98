package dev.trunkline.call;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.phone.PhoneLeg;
import org.jspecify.annotations.Nullable;

/**
 * Plays {@link ComfortSounds} to one caller when {@link MissingAgent} says so, between what the agent says and never over it.
 * Little of it is ahead of the caller, so that the agent does not wait for its end. To the ledger it is silence: nobody said it.
 * Confined to the call's loop.
 */
final class ComfortPlayer {

    private static final int FRAME_BYTES = ComfortSounds.FRAME_BYTES;
    private static final long LEAD_NANOS = 60_000_000; // a late tick or two are not heard, and it is cut in a moment

    private final PhoneLeg phone;
    private final PlayoutLedger ledger;
    private final ComfortSounds sounds;
    private final byte[] frame = new byte[FRAME_BYTES];
    private byte @Nullable [] words; // that are being said
    private int at; // in the words, or in the tone
    private boolean on;
    private boolean last; // the phone was given this after anything else

    ComfortPlayer(PhoneLeg phone, PlayoutLedger ledger, ComfortSounds sounds) {
        this.phone = phone;
        this.ledger = ledger;
        this.sounds = sounds;
    }

    /** Whether all that the phone still has to play is this. */
    boolean isLast() {
        return last;
    }

    /** The agent's sound goes out. */
    void onAgentSound() {
        last = false;
    }

    /** Whether there is a tone to play. */
    boolean hasTone() {
        return sounds.tone() != null;
    }

    /** Whether words can begin now: there are some, none are being said, and no tone would be cut in two. */
    boolean canSpeak() {
        boolean toneSounds = on && words == null && sounds.tone() != null && at < sounds.pulseBytes();
        return sounds.words() != null && words == null && !toneSounds;
    }

    /** The words are said next. */
    void speak() {
        words = sounds.words();
        at = 0;
    }

    /** Gives the phone what is due; at every tick while it is wanted. */
    void play(long nowNanos) {
        boolean written = false;
        while (ledger.leadNanos(nowNanos) < LEAD_NANOS && fill()) {
            send(nowNanos);
            written = true;
        }
        if (written) {
            phone.flush();
        }
    }

    /** Ends it, and tells the phone at once. */
    void end(long nowNanos) {
        if (stop(nowNanos)) {
            phone.flush();
        }
    }

    /** Fills the next frame; false when there is nothing to play. */
    private boolean fill() {
        byte[] source = words == null ? sounds.tone() : words;
        if (source == null) {
            on = false;
            return false;
        }
        on = true;
        System.arraycopy(source, at, frame, 0, FRAME_BYTES);
        at += FRAME_BYTES;
        if (at >= source.length) {
            at = 0;
            words = null;
        }
        return true;
    }

    private void send(long nowNanos) {
        phone.play(frame, FRAME_BYTES);
        ledger.sent(0, FRAME_BYTES, nowNanos);
        last = true;
    }

    /**
     * Ends it within a frame, without a click.
     *
     * @return whether the phone was given something that is to be flushed
     */
    boolean stop(long nowNanos) {
        if (!on) {
            return false;
        }
        boolean fades = ledger.leadNanos(nowNanos) > 0 && fill() && !isSilent();
        if (fades) {
            for (int i = 0; i < FRAME_BYTES; i++) {
                int faded = MuLaw.decode(frame[i]) * (FRAME_BYTES - i) / FRAME_BYTES;
                frame[i] = MuLaw.encode((short) faded);
            }
            send(nowNanos);
        }
        on = false;
        words = null;
        at = 0;
        return fades;
    }

    private boolean isSilent() {
        return frame[0] == MuLaw.SILENCE
                && frame[FRAME_BYTES / 2] == MuLaw.SILENCE
                && frame[FRAME_BYTES - 1] == MuLaw.SILENCE;
    }
}
