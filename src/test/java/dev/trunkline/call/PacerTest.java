package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacerTest {

    private static final long MILLI = 1_000_000;
    private static final long FRAME = 20 * MILLI;
    private static final long LEAD = 160 * MILLI;
    private static final long ORIGIN = 7 * MILLI; // the first beat after it is at 15

    private final Pacer pacer = new Pacer(LEAD);
    private long sentNanos;

    @Test
    void fillsTheLeadAtOnceAndGivesOneFrameABeatFromThenOn() {
        assertThat(framesAtEveryTick(0, 1)).containsExactly(8);

        framesAtEveryTick(5, 100);
        assertThat(framesAtEveryTick(100, 400)).containsOnly(0, 1);
        assertThat(sentNanos).isBetween(400 * MILLI + LEAD - FRAME, 400 * MILLI + LEAD + 2 * FRAME);
    }

    @Test
    void allCallsGiveTheirFramesAtTheSameTick() {
        Pacer another = new Pacer(LEAD);
        pacer.isBeat(ORIGIN);
        another.isBeat(ORIGIN + 5 * MILLI);

        for (long atMillis = 10; atMillis < 200; atMillis += 5) {
            long nowNanos = ORIGIN + atMillis * MILLI;
            assertThat(pacer.isBeat(nowNanos)).isEqualTo(another.isBeat(nowNanos));
        }
    }

    @Test
    void whatHasJustComeDoesNotWaitForTheBeat() {
        pacer.isBeat(ORIGIN);
        assertThat(pacer.isBeat(ORIGIN + MILLI)).isFalse();

        pacer.hurry();

        assertThat(pacer.isBeat(ORIGIN + MILLI)).isTrue();
    }

    @Test
    void aTickThatIsLateGivesOneFrameAllTheSame() {
        framesAtEveryTick(0, 100);

        List<Integer> jittered = new ArrayList<>();
        for (long beatMillis = 115; beatMillis < 1_000; beatMillis += 20) {
            jittered.add(framesAt(beatMillis + (beatMillis % 40 == 35 ? 2 : 0)));
        }

        assertThat(jittered).containsOnly(1);
    }

    private List<Integer> framesAtEveryTick(long fromMillis, long toMillis) {
        List<Integer> frames = new ArrayList<>();
        for (long atMillis = fromMillis; atMillis < toMillis; atMillis += 5) {
            frames.add(framesAt(atMillis));
        }
        return frames;
    }

    /** As the playout does it, with no end of sound. */
    private int framesAt(long atMillis) {
        if (!pacer.isBeat(ORIGIN + atMillis * MILLI)) {
            return 0;
        }
        int frames = 0;
        while (pacer.wants(sentNanos - atMillis * MILLI, frames)) {
            frames++;
            sentNanos += FRAME;
        }
        pacer.sent(frames);
        return frames;
    }
}
