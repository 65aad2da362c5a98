package dev.trunkline.call;

import dev.trunkline.time.Scheduler;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keys that the caller presses: all of them, and those of one input, which ends with a pause. Confined to the loop. */
final class UnaskedKeys {

    private static final int MAX_DIGITS = 256;

    private final Scheduler scheduler;
    private final long pauseNanos;
    private final Predicate<String> inputs;
    private final StringBuilder all = new StringBuilder();
    private final StringBuilder input = new StringBuilder();
    private Scheduler.@Nullable Timer pause;

    /** {@code inputs} takes an input that is complete, or says that it cannot now. */
    UnaskedKeys(Scheduler scheduler, long pauseNanos, Predicate<String> inputs) {
        this.scheduler = scheduler;
        this.pauseNanos = pauseNanos;
        this.inputs = inputs;
    }

    void press(char digit) {
        append(all, digit);
        append(input, digit);
        abandon();
        pause = scheduler.after(pauseNanos, this::complete);
    }

    /** Whether an input has begun and not ended. */
    boolean isCollecting() {
        return pause != null;
    }

    String all() {
        return all.toString();
    }

    void abandon() {
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
    }

    /** What could not be taken before may be taken now. */
    void offerAgain() {
        if (pause == null) {
            complete();
        }
    }

    private void complete() {
        pause = null;
        if (!input.isEmpty() && inputs.test(input.toString())) {
            input.setLength(0);
        }
    }

    private static void append(StringBuilder digits, char digit) {
        if (digits.length() >= MAX_DIGITS) {
            digits.deleteCharAt(0);
        }
        digits.append(digit);
    }
}
