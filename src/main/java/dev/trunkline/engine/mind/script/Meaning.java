package dev.trunkline.engine.mind.script;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may have meant. Immutable.
 *
 * @param verdict what is made of it
 * @param candidates the likeliest intents first; may be empty
 */
record Meaning(Verdict verdict, List<Candidate> candidates) {

    static final Meaning NOTHING = new Meaning(Verdict.NOTHING, List.of());

    /** How sure it is. */
    enum Verdict {
        /** The first candidate. */
        CLEAR,
        /** The first or the second. */
        BETWEEN_TWO,
        /** None. */
        NOTHING
    }

    /**
     * An intent with how near it is.
     *
     * @param intent null for what means none of them
     * @param score 0 to 1
     */
    record Candidate(@Nullable Intent intent, double score) {}

    static Meaning sure(Intent intent) {
        return new Meaning(Verdict.CLEAR, List.of(new Candidate(intent, 1)));
    }

    /** The likeliest, if there is one that is likely enough. */
    @Nullable
    Intent best() {
        return verdict == Verdict.NOTHING ? null : candidates.get(0).intent();
    }

    /** How near it is to {@code intent}; 0 when nobody looked. */
    double scoreOf(Intent intent) {
        return candidates.stream()
                .filter(candidate -> intent.equals(candidate.intent()))
                .mapToDouble(Candidate::score)
                .findFirst()
                .orElse(0);
    }

    /** The likeliest. */
    Intent first() {
        return Objects.requireNonNull(candidates.get(0).intent());
    }

    /** The second of two. */
    Intent second() {
        return Objects.requireNonNull(candidates.get(1).intent());
    }
}
