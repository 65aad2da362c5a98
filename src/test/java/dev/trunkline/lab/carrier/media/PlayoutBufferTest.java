package dev.trunkline.lab.carrier.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.carrier.Tones;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayoutBufferTest {

    private final List<String> marks = new ArrayList<>();
    private final List<Integer> dry = new ArrayList<>();
    private final PlayoutBuffer buffer = new PlayoutBuffer(marks::add, dry::add);
    private final short[] block = new short[40];

    @Test
    void returnsAMarkAtOnceWhenNothingIsBuffered() {
        buffer.mark("now");

        assertThat(marks).containsExactly("now");
    }

    @Test
    void returnsAMarkWhenAllAudioBeforeItHasBeenPlayed() {
        buffer.offer(new byte[160]);
        buffer.mark("end of frame");

        play(4);
        assertThat(marks).isEmpty();

        play(1);
        assertThat(marks).containsExactly("end of frame");
    }

    @Test
    void returnsAMarkThatArrivesWhileTheLastBlockStillSoundsAfterThatBlock() {
        buffer.offer(new byte[40]);
        play(1);
        buffer.mark("end");
        assertThat(marks).isEmpty();

        play(1);

        assertThat(marks).containsExactly("end");
    }

    @Test
    void playsOddSizedPiecesWithoutAGapAndReturnsTheMarksBetweenThemInOrder() {
        buffer.offer(Tones.mulaw(440, 3));
        buffer.mark("first");
        buffer.mark("second");
        buffer.offer(Tones.mulaw(440, 4));
        buffer.mark("third");

        play(1);
        assertThat(block).matches(samples -> samples[39] != 0, "is filled to its end");
        assertThat(marks).isEmpty();
        play(1);
        assertThat(marks).containsExactly("first", "second");
        play(1);

        assertThat(marks).containsExactly("first", "second", "third");
        assertThat(buffer.playedBytes()).isEqualTo(56);
    }

    @Test
    void clearDropsTheAudioAndReturnsAllPendingMarksInOrder() {
        buffer.offer(new byte[400]);
        buffer.mark("first");
        buffer.offer(new byte[400]);
        buffer.mark("second");
        play(3);

        long dropped = buffer.clear();

        assertThat(marks).containsExactly("first", "second");
        assertThat(dropped).isEqualTo(800 - 120);
        assertThat(buffer.playedBytes()).isEqualTo(120);
    }

    @Test
    void playsWhatArrivesAfterAClear() {
        buffer.offer(new byte[400]);
        buffer.clear();
        buffer.offer(Tones.mulaw(440, 5));

        play(1);

        assertThat(buffer.playedBytes()).isEqualTo(40);
        assertThat(block).matches(samples -> samples[5] != 0, "is audio");
    }

    @Test
    void takesTenMinutesAndNoByteMore() {
        assertThat(buffer.offer(new byte[4_800_000])).isTrue();
        assertThat(buffer.offer(new byte[1])).isFalse();

        play(1);

        assertThat(buffer.offer(new byte[40])).isTrue();
    }

    @Test
    void tellsHowLongItWasEmptyBetweenTwoPiecesButNotAfterAClear() {
        buffer.offer(new byte[160]);
        play(4 + 6);
        buffer.offer(new byte[160]);
        play(1);
        buffer.clear();
        play(6);
        buffer.offer(new byte[160]);
        play(1);

        assertThat(dry).containsExactly(6);
    }

    @Test
    void countsWhatWasPlayedSinceTheLastSilence() {
        buffer.offer(new byte[160]);
        play(4 + 10);
        buffer.offer(new byte[160]);
        play(4);
        assertThat(buffer.playedSinceSilenceBytes()).isEqualTo(320);

        play(80);
        buffer.offer(new byte[80]);
        play(1);

        assertThat(buffer.playedSinceSilenceBytes()).isEqualTo(40);
    }

    private void play(int blocks) {
        for (int i = 0; i < blocks; i++) {
            buffer.playBlock(block);
        }
    }
}
