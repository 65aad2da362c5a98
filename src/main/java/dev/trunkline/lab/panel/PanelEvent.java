package dev.trunkline.lab.panel;

/**
 * Something that the panel counts. Immutable.
 *
 * @param good whether the agent did the right thing
 * @param tick when it began: where the caller's turn ended, where the interrupting sound began
 * @param ticks how long the agent took to answer, or to fall silent; 0 where nothing took any time
 * @param millis the same from the waveforms; of a sound that the agent spoke through, its longest pause in that second
 */
public record PanelEvent(Kind kind, boolean good, int tick, int ticks, long millis) {

    /** What it is about. */
    public enum Kind {
        /** The caller's turn is over, and the agent answers or lets them speak again. */
        RESPONSE,
        /** The caller speaks over the agent, who stops or does not. */
        YIELD,
        /** The caller says "mm-hm" while the agent speaks. */
        BACKCHANNEL,
        /** The caller coughs. */
        TIC,
        /** The caller speaks to somebody else. */
        ASIDE,
        /** The agent begins to speak while the caller does. */
        AGENT_INTERRUPTS
    }

    static PanelEvent of(Kind kind, boolean good, int tick, int ticks) {
        return new PanelEvent(kind, good, tick, ticks, (long) ticks * Tick.MILLIS);
    }

    PanelEvent lasting(long exactMillis) {
        return new PanelEvent(kind, good, tick, ticks, exactMillis);
    }
}
