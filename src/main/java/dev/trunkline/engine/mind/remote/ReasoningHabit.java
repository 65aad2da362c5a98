package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.remote.ReasoningFilter.Hold;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a model's reasoning comes as part of its answers without a mark that opens it, as far as is known. Thread-safe. */
final class ReasoningHabit {

    /** Models that are known for it, or for reasoning at all. */
    private static final Pattern THINKER = Pattern.compile(
            "(?:^|[^a-z])(?:r1|qwq|think|thinking|thinker|reason|reasoner|reasoning|magistral|gpt-oss)(?:$|[^a-z])");

    private volatile Hold hold;

    /** @param model its name, or empty */
    ReasoningHabit(String model) {
        boolean isThinker = THINKER.matcher(model.toLowerCase(Locale.ROOT)).find();
        this.hold = isThinker ? Hold.TO_THE_END : Hold.BRIEFLY;
    }

    /** How long its next answer is held. */
    Hold hold() {
        return hold;
    }

    /** An answer is over. */
    synchronized void learn(boolean closedAlone) {
        if (closedAlone) {
            hold = Hold.TO_THE_END;
        } else if (hold == Hold.BRIEFLY) {
            hold = Hold.NOT;
        }
    }
}
