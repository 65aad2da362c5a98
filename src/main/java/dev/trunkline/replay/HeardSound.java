package dev.trunkline.replay;

import dev.trunkline.audio.MuLaw;
import java.util.Arrays;

/**
 * What a caller's ear gets: a phone plays what it is sent, one frame behind the other, and a clear drops what is not played yet.
 * Confined to one thread.
 */
public final class HeardSound {

    static final int FRAME_BYTES = 160; // 20 ms
    private static final long NANOS_PER_BYTE = 125_000;
    private static final int LOUD = 64; // of 32,124: what is softer is a line's noise, or nothing

    private final long originNanos;
    private byte[] sound = new byte[0];
    private int dry; // from there on it has nothing to play

    HeardSound(long originNanos) {
        this.originNanos = originNanos;
    }

    void play(byte[] muLaw, int lengthBytes, long atNanos) {
        int from = Math.max(dry, position(atNanos));
        if (from + lengthBytes > sound.length) {
            int before = sound.length;
            sound = Arrays.copyOf(sound, Math.max(from + lengthBytes, before * 2));
            Arrays.fill(sound, before, sound.length, MuLaw.SILENCE);
        }
        System.arraycopy(muLaw, 0, sound, from, lengthBytes);
        dry = from + lengthBytes;
    }

    void clear(long atNanos) {
        int from = position(atNanos);
        if (from < dry) {
            Arrays.fill(sound, from, dry, MuLaw.SILENCE);
            dry = from;
        }
    }

    private int position(long atNanos) {
        return (int) Math.max(0, (atNanos - originNanos) / NANOS_PER_BYTE);
    }

    /** When all that it was given is played. */
    long dryNanos(long nowNanos) {
        long played = originNanos + dry * NANOS_PER_BYTE;
        return played - nowNanos > 0 ? played : nowNanos;
    }

    /** How many frames there are; behind them is silence. */
    public int frames() {
        return (dry + FRAME_BYTES - 1) / FRAME_BYTES;
    }

    /** The loudest moment of a frame, 0 to 32,124. */
    public int peak(int frame) {
        int peak = 0;
        for (int i = frame * FRAME_BYTES; i < Math.min(dry, (frame + 1) * FRAME_BYTES); i++) {
            peak = Math.max(peak, Math.abs(MuLaw.decode(sound[i])));
        }
        return peak;
    }

    /** Whether anything is to be heard in a frame. */
    boolean isSounding(int frame) {
        return peak(frame) > LOUD;
    }

    /** Whether a frame of both is the same. */
    boolean isLike(HeardSound other, int frame) {
        for (int i = frame * FRAME_BYTES; i < (frame + 1) * FRAME_BYTES; i++) {
            if (at(i) != other.at(i)) {
                return false;
            }
        }
        return true;
    }

    private byte at(int position) {
        return position < dry ? sound[position] : MuLaw.SILENCE;
    }
}
