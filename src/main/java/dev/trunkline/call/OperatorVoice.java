package dev.trunkline.call;

import dev.trunkline.audio.AudioRing;

/**
 * What a person says who has taken a call over, on its way from the loop of that person's socket to the loop of the call. Wait-free;
 * one thread writes, the call's loop reads. Holds a second of sound.
 */
public class OperatorVoice {

    /** A frame of 20 ms. */
    public static final int FRAME_BYTES = 160;

    private static final int MOST_BYTES = 8 * 1024;

    private final AudioRing ring = new AudioRing(MOST_BYTES, MOST_BYTES);

    /**
     * Takes sound of the microphone.
     *
     * @param muLaw G.711 mu-law, 8,000 bytes a second; read before this returns
     * @return how many bytes there was no room for: 0 unless the call's loop stands still
     */
    public int hear(byte[] muLaw, int offset, int lengthBytes) {
        return lengthBytes - ring.write(muLaw, offset, lengthBytes);
    }

    /** How much waits; on the call's loop. */
    public int waitingBytes() {
        return ring.availableBytes();
    }

    /** Takes a frame out; on the call's loop. */
    public void read(byte[] frame) {
        ring.read(frame, 0, FRAME_BYTES);
    }
}
