package dev.trunkline.telemetry;

/**
 * One thing that can press, with its limits: it must fall well below one before that one counts as kept again, so that nothing
 * flutters. Confined to whoever measures.
 */
final class Strain {

    private final String label;
    private final double high;
    private final double critical;
    private final double relief;
    private LoadLevel level = LoadLevel.NORMAL;

    /**
     * @param high above it there are no new calls; 0: nothing is too much
     * @param critical above it there are no extras
     * @param relief how far below a limit it has to fall: 0.5 is half of it
     */
    Strain(String label, double high, double critical, double relief) {
        this.label = label;
        this.high = high;
        this.critical = critical;
        this.relief = relief;
    }

    String label() {
        return label;
    }

    /** What it comes to with this newest measurement. */
    LoadLevel measured(double value) {
        if (high <= 0) {
            return LoadLevel.NORMAL;
        }
        if (value > critical || (level == LoadLevel.CRITICAL && value > critical * relief)) {
            level = LoadLevel.CRITICAL;
        } else if (value > high || (level != LoadLevel.NORMAL && value > high * relief)) {
            level = LoadLevel.HIGH;
        } else {
            level = LoadLevel.NORMAL;
        }
        return level;
    }
}
