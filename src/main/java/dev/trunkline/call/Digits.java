package dev.trunkline.call;

import dev.trunkline.time.Scheduler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys that the caller presses: all of them, and those of one input, which ends with a pause. Confined to the loop. */
final class Digits {

    private static final int MAX_DIGITS = 256;

    private final Scheduler scheduler;
    private final long pauseNanos;
    private final Consumer<String> inputs;
    private final StringBuilder all = new StringBuilder();
    private final StringBuilder input = new StringBuilder();
    private Scheduler.@Nullable Timer pause;

    Digits(Scheduler scheduler, long pauseNanos, Consumer<String> inputs) {
        this.scheduler = scheduler;
        this.pauseNanos = pauseNanos;
        this.inputs = inputs;
    }

    void press(char digit) {
        if (all.length() >= MAX_DIGITS) {
            all.deleteCharAt(0);
        }
        all.append(digit);
        input.append(digit);
        abandon();
        pause = scheduler.after(pauseNanos, this::complete);
    }

    String all() {
        return all.toString();
    }

    void abandon() {
        if (pause != null) {
            pause.cancel();
        }
    }

    private void complete() {
        String pressed = input.toString();
        input.setLength(0);
        inputs.accept(pressed);
    }
}
