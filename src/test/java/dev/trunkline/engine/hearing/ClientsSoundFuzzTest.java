package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.hearing.AudioInputDecoder.Verdict;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.fuzz.Made;
import java.util.Arrays;

/** Whatever a client sends as sound, in one message or many: heard or refused, and never more of it than there was. */
class ClientsSoundFuzzTest implements FuzzTarget {

    private static final int MOST_BYTES = 4_096; // what Opus decodes is slow
    private static final int FRAMES_OF_A_BYTE = 6; // 120 ms in a packet of one byte

    @Override
    public void check(byte[] input) {
        Made made = new Made(input);
        int how = made.octet();
        byte[] sound = Arrays.copyOf(made.rest(), Math.min(MOST_BYTES, Math.max(0, input.length - 1)));
        int[] frames = {0};
        AudioInputDecoder decoder = new AudioInputDecoder(frame -> frames[0]++);
        if ((how & 64) != 0) {
            decoder.declare(new AudioFormat(16_000, 1));
        }
        for (byte[] piece : Made.pieces(sound, how)) {
            Verdict verdict = decoder.accept(piece);
            assertThat(verdict).isNotNull();
        }
        assertThat(frames[0]).isLessThanOrEqualTo(FRAMES_OF_A_BYTE * sound.length + 1);
        OpusRecording.read(sound);
    }
}
