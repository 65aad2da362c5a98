package dev.trunkline.lab.history;

import java.util.List;

/** How long something was missing, each time: sorted, in ms. Immutable. */
public record Gaps(List<Long> millis) {

    public Gaps {
        millis = millis.stream().sorted().toList();
    }

    public int count() {
        return millis.size();
    }

    /** The shortest that so large a share does not exceed; NaN when there was none. */
    public double at(double share) {
        return millis.isEmpty() ? Double.NaN : millis.get((int) Math.ceil(share * millis.size()) - 1);
    }

    /** NaN when there was none. */
    public double max() {
        return at(1);
    }
}
