package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.Breaker;
import dev.trunkline.ai.ConnectPace;
import dev.trunkline.ai.ListedFarEnd;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingAi;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A far end is out, orders to call people wait, and nobody calls in who would find out that it is back. */
class NobodyIsCalledToFindAFarEndOutTest {

    private final ManualScheduler time = new ManualScheduler();
    private final RecordingAi ai = new RecordingAi();
    private final PausedBreaker breaker = new PausedBreaker();
    private boolean isBroken;
    private final FarEndLookout lookout = new FarEndLookout(
            Map.of(
                    "main",
                    new FarEndLookout.Staff(
                            List.of(new ListedFarEnd(
                                    "evi.example", "evi", true, breaker, new ConnectPace(100, 20), -1, loop -> ai())),
                            new AgentProfile("visit", null, null, null, 16_000, Map.of(), null, List.of()))),
            task -> task.accept(time));

    @Test
    void aFarEndThatIsReachedIsNotVisited() {
        assertThat(lookout.test("main")).isTrue();
        assertThat(lookout.test("another")).isFalse();

        assertThat(ai.lines()).isEmpty();
    }

    @Test
    void oneThatIsOutIsVisitedWhenItMayBeTriedAndOnceAtATime() {
        breaker.state = Breaker.State.OPEN;
        assertThat(lookout.test("main")).isFalse();
        assertThat(ai.lines()).isEmpty();

        breaker.pauseIsOver = true;
        assertThat(lookout.test("main")).isFalse();
        assertThat(lookout.test("main")).isFalse();
        assertThat(ai.lines()).hasSize(1);
        ai.line().lose(AiLoss.Kind.DROPPED);

        assertThat(lookout.test("main")).isFalse();
        assertThat(ai.lines()).hasSize(2);
        ai.ready();

        assertThat(ai.line().wasClosed()).as("nobody talks there").isTrue();
        assertThat(lookout.test("main")).isTrue();
        assertThat(ai.lines()).hasSize(2);
    }

    @Test
    void oneThatCouldNotBeVisitedIsVisitedAgain() {
        breaker.state = Breaker.State.OPEN;
        breaker.pauseIsOver = true;
        isBroken = true;
        assertThatThrownBy(() -> lookout.test("main")).isInstanceOf(IllegalStateException.class);

        isBroken = false;
        lookout.test("main");

        assertThat(ai.lines()).hasSize(1);
    }

    private AiConnector ai() {
        if (isBroken) {
            throw new IllegalStateException("on purpose");
        }
        return ai;
    }

    /** Closed again by the first attempt that gets through. */
    private static final class PausedBreaker implements Breaker {
        private State state = State.CLOSED;
        private boolean pauseIsOver;

        @Override
        public @Nullable Permit ask() {
            return lets() ? new Asked() : null;
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public boolean lets() {
            return state == State.CLOSED || pauseIsOver;
        }

        @Override
        public void onUseless() {}

        private final class Asked implements Permit {
            @Override
            public void reached() {
                state = State.CLOSED;
            }

            @Override
            public void missed() {
                state = State.OPEN;
            }

            @Override
            public void denied() {
                state = State.OPEN;
            }

            @Override
            public void turnedAway() {}

            @Override
            public void calledOff() {}
        }
    }
}
