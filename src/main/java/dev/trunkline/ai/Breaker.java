package dev.trunkline.ai;

import org.jspecify.annotations.Nullable;

/** What this process thinks of one far end, by how the latest attempts to reach it went: one for all calls. Thread-safe. */
public interface Breaker {

    /** Whether a far end is tried. */
    enum State {
        /** It is. */
        CLOSED(0),
        /** One attempt is under way, or may be made, and decides. */
        HALF_OPEN(1),
        /** It is not, for a while. */
        OPEN(2);

        private final int gauge;

        State(int gauge) {
            this.gauge = gauge;
        }

        /** As metrics show it. */
        public int gauge() {
            return gauge;
        }
    }

    /** Asks to try it now; null when it is not to be tried. Whoever gets a permit answers it once. */
    @Nullable
    Permit ask();

    State state();

    /** Whether {@link #ask} would give a permit, as far as that can be told without asking. */
    boolean lets();

    /** It had taken a call and did no work on it: as bad as one that is not reached. */
    void onUseless();

    /** One attempt, and what came of it. */
    interface Permit {

        /** The far end heard us. */
        void reached();

        /** It was not reached. */
        void missed();

        /** It takes none of our calls: {@link AiLoss.Kind#DENIED}. */
        void denied();

        /** It is there, and did not take this call: it is full, or what was asked for is not to be had. */
        void turnedAway();

        /** Nothing was learned: the caller is gone. */
        void calledOff();
    }
}
