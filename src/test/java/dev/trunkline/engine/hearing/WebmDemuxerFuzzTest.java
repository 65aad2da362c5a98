package dev.trunkline.engine.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.fuzz.Made;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** WebM that is none, or is cut: it makes no difference how. */
class WebmDemuxerFuzzTest implements FuzzTarget {

    @Override
    public void check(byte[] input) {
        Made made = new Made(input);
        int firstLength = made.octet();
        byte[] file = made.rest();
        Packets expected = new Packets();
        boolean isGood = new WebmDemuxer(expected).accept(file);

        Packets found = new Packets();
        WebmDemuxer demuxer = new WebmDemuxer(found);
        boolean isStillGood = true;
        for (byte[] piece : Made.pieces(file, firstLength)) {
            isStillGood = demuxer.accept(piece);
        }

        assertThat(found.heard).isEqualTo(expected.heard);
        assertThat(isStillGood).isEqualTo(isGood);
    }

    private static final class Packets implements WebmDemuxer.Listener {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void onRecording() {
            heard.add("recording");
        }

        @Override
        public void onPacket(byte[] bytes, int offset, int length) {
            heard.add(HexFormat.of().formatHex(bytes, offset, offset + length));
        }
    }
}
