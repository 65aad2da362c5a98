package dev.trunkline.engine.hearing;

import dev.trunkline.speech.Speech;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A whole WebM file with Opus, as browsers record it. */
public final class OpusRecording {

    private OpusRecording() {}

    /**
     * The sound in it, at 8 kHz, without the last that fills no 20 ms.
     *
     * @return null when there is none that can be decoded here, or more than ten seconds
     */
    public static @Nullable Speech read(byte[] file) {
        short[] heard = new short[AudioInputDecoder.MAX_MESSAGE_SAMPLES + AudioInputDecoder.RATE_HZ];
        int[] fill = {0};
        FrameAssembler frames = new FrameAssembler(frame -> {
            if (fill[0] + frame.length <= heard.length) {
                System.arraycopy(frame, 0, heard, fill[0], frame.length);
                fill[0] += frame.length;
            }
        });
        boolean isHeard = new OpusSound(frames).accept(file) == AudioInputDecoder.Verdict.ACCEPTED;
        return isHeard && fill[0] > 0 ? new Speech(Arrays.copyOf(heard, fill[0]), AudioInputDecoder.RATE_HZ) : null;
    }
}
