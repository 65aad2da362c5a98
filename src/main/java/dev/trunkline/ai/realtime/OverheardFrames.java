package dev.trunkline.ai.realtime;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.audio.SoundFormat;
import dev.trunkline.audio.SoundFormat.Encoding;
import java.util.function.Consumer;

/** Cuts the caller's sound, however it is written, into frames of 20 ms at 8 kHz. Allocates nothing. Confined to the call's loop. */
final class OverheardFrames {

    private static final int FRAME_SAMPLES = 160;
    private static final int PHONE_HZ = 8_000;

    private final SoundFormat format;
    private final int step; // samples of theirs for one of ours
    private final Consumer<short[]> frames;
    private final short[] frame = new short[FRAME_SAMPLES];
    private int filled;
    private int summed;
    private int sum;

    /** @param frames is given each; the array is reused */
    OverheardFrames(SoundFormat format, Consumer<short[]> frames) {
        this.format = format;
        this.step = Math.max(1, format.sampleRateHz() / PHONE_HZ);
        this.frames = frames;
    }

    void add(byte[] sound, int lengthBytes) {
        if (format.encoding() == Encoding.MU_LAW) {
            for (int i = 0; i < lengthBytes; i++) {
                add(MuLaw.decode(sound[i]));
            }
        } else {
            for (int i = 0; i + 1 < lengthBytes; i += 2) {
                add((short) ((sound[i] & 0xFF) | sound[i + 1] << 8));
            }
        }
    }

    /** The mean of some samples is a poor filter, and good enough to tell how loud somebody speaks. */
    private void add(short sample) {
        sum += sample;
        if (++summed < step) {
            return;
        }
        frame[filled++] = (short) (sum / step);
        sum = 0;
        summed = 0;
        if (filled == FRAME_SAMPLES) {
            filled = 0;
            frames.accept(frame);
        }
    }
}
