package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.remote.ReasoningFilter.Hold;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Whether a model's reasoning comes as part of its answers without a mark that opens it, as far as is known. Thread-safe. */
final class ThinkingHabit {

    /** Models that are known for it, or for reasoning at all. */
    private static final Pattern THINKER = Pattern.compile(
            "(?:^|[^a-z])(?:r1|qwq|think|thinking|thinker|reason|reasoner|reasoning|magistral|gpt-oss)(?:$|[^a-z])");

    private final AtomicReference<Hold> hold;

    /** @param model its name, or empty */
    ThinkingHabit(String model) {
        boolean isThinker = THINKER.matcher(model.toLowerCase(Locale.ROOT)).find();
        this.hold = new AtomicReference<>(isThinker ? Hold.TO_THE_END : Hold.BRIEFLY);
    }

    /** How long its next answer is held. */
    Hold hold() {
        return hold.get();
    }

    /** An answer is over. */
    void learn(boolean closedAlone) {
        if (closedAlone) {
            hold.set(Hold.TO_THE_END);
        } else {
            hold.compareAndSet(Hold.BRIEFLY, Hold.NOT);
        }
    }
}
