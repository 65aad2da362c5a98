package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.fuzz.Made;

/** WAV headers that are none, or are cut: it makes no difference how. */
class WavHeaderFuzzTest implements FuzzTarget {

    @Override
    public void check(byte[] input) {
        Made made = new Made(input);
        int firstLength = made.octet();
        byte[] file = made.rest();
        if (!WavHeader.isAt(file)) {
            return; // nobody asks for a header then
        }
        WavHeader expected = new WavHeader();
        int headerBytes = expected.accept(file);

        WavHeader found = new WavHeader();
        int foundBytes = 0;
        for (byte[] piece : Made.pieces(file, firstLength)) {
            foundBytes += found.accept(piece);
        }

        assertThat(found.isBad()).isEqualTo(expected.isBad());
        if (!expected.isBad()) {
            assertThat(foundBytes).isEqualTo(headerBytes);
            assertThat(found.soundFormat()).isEqualTo(expected.soundFormat());
            assertThat(found.encoding()).isEqualTo(expected.encoding());
            assertThat(found.soundBytes()).isEqualTo(expected.soundBytes());
        }
    }
}
