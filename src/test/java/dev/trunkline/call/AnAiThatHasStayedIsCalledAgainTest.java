package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnAiThatHasStayedIsCalledAgainTest {

    private final Reconnection reconnection =
            new Reconnection(CallPolicy.defaults().reconnect(), 1, 0);

    private boolean isCalledAgain(long lostAtSeconds) {
        return reconnection.onLost(AiLoss.Kind.DROPPED, true, 0, TimeUnit.SECONDS.toNanos(lostAtSeconds)) >= 0;
    }

    private boolean isCalledAgainWhenItStalls(long quietSeconds, long atSeconds) {
        return reconnection.onLost(
                        AiLoss.Kind.STALLED,
                        true,
                        TimeUnit.SECONDS.toNanos(quietSeconds),
                        TimeUnit.SECONDS.toNanos(atSeconds))
                >= 0;
    }

    private void isReady(long atSeconds) {
        reconnection.onReady(TimeUnit.SECONDS.toNanos(atSeconds));
    }

    @Test
    void butOneThatComesAndGoesIsGivenUp() {
        isReady(0);
        assertThat(isCalledAgain(15)).isTrue();
        for (int seconds = 16; seconds < 40; seconds += 6) {
            isReady(seconds);
            assertThat(isCalledAgain(seconds + 5)).isTrue();
        }
        isReady(41);
        assertThat(isCalledAgain(46)).isFalse();
    }

    /** What it stalls for now has nothing to do with what it was lost for then. */
    @Test
    void alsoWhenItStallsLongAfterOtherTrouble() {
        isReady(0);
        assertThat(isCalledAgain(15)).isTrue();
        isReady(16);

        assertThat(isCalledAgainWhenItStalls(16, 600)).isTrue();
        isReady(601);
        assertThat(isCalledAgainWhenItStalls(8, 1_200)).isTrue();
    }

    @Test
    void butOneThatStaysAndDoesNothingIsGivenUp() {
        isReady(0);
        assertThat(isCalledAgain(15)).isTrue();
        isReady(16);
        assertThat(isCalledAgainWhenItStalls(20, 33)).isTrue();
        isReady(34);

        assertThat(isCalledAgainWhenItStalls(38, 51)).isFalse();
    }

    /** A chat that follows another is no new beginning: the AI was there all the time. */
    @Test
    void alsoShortlyAfterOneOfItsChatsWasFollowedByAnother() {
        isReady(0);
        assertThat(isCalledAgain(15)).isTrue();
        isReady(15);
        isReady(40); // by the next chat
        assertThat(isCalledAgain(42)).isTrue();
        isReady(43);

        assertThat(isCalledAgain(46)).isTrue();
    }
}
