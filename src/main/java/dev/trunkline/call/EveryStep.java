package dev.trunkline.call;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes one step after another, though some fail: a call that cannot write down what was heard still lets the caller go, and
 * has an end. Confined to one thread.
 */
final class EveryStep {

    private @Nullable RuntimeException bug;

    void take(Runnable step) {
        result(() -> {
            step.run();
            return null;
        });
    }

    /** Takes one that has a result; null when it fails, too. */
    <T> @Nullable T result(Supplier<@Nullable T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            if (bug == null) {
                bug = e;
            } else if (bug != e) {
                bug.addSuppressed(e);
            }
            return null;
        }
    }

    /** Throws what went wrong, the first of it. */
    void tellBug() {
        if (bug != null) {
            throw bug;
        }
    }
}
