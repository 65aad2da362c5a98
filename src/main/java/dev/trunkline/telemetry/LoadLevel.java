package dev.trunkline.telemetry;

/** How hard the process is pressed; the order is that of the hardship. */
public enum LoadLevel {
    /** Everything is done. */
    NORMAL(0),
    /** No new calls: those that are here need what is left. */
    HIGH(1),
    /** What a call can do without is left undone as well. */
    CRITICAL(2);

    private final int gauge;

    LoadLevel(int gauge) {
        this.gauge = gauge;
    }

    /** As metrics show it. */
    public int gauge() {
        return gauge;
    }
}
