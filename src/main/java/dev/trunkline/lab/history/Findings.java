package dev.trunkline.lab.history;

import java.util.ArrayList;
import java.util.List;

/** Where an invariant does not hold, as it is found. Confined to one thread. */
final class Findings {

    private final Invariant invariant;
    private final List<Violation> found = new ArrayList<>();

    Findings(Invariant invariant) {
        this.invariant = invariant;
    }

    void add(String call, long nanos, String what) {
        found.add(new Violation(invariant, call, nanos, what));
    }

    List<Violation> all() {
        return List.copyOf(found);
    }

    static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
