package dev.trunkline.telemetry;

/** How hard the process is pressed; the order is that of the hardship. */
public enum LoadLevel {
    /** Everything is done. */
    NORMAL,
    /** No new calls: those that are here need what is left. */
    HIGH,
    /** What a call can do without is left undone as well. */
    CRITICAL
}
