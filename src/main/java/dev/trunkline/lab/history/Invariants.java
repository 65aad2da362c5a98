package dev.trunkline.lab.history;

import java.util.Arrays;
import java.util.List;

/** All of them at once. */
public final class Invariants {

    private Invariants() {}

    /** Where any of the twelve does not hold; empty: all do. */
    public static List<Violation> check(CallHistory history) {
        return Arrays.stream(Invariant.values())
                .flatMap(invariant -> invariant.check(history).stream())
                .toList();
    }
}
