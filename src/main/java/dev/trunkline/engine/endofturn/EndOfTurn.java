package dev.trunkline.engine.endofturn;

import dev.trunkline.engine.endofturn.SilenceNeeded.Reason;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.ExpectedAnswer.Kind;
import dev.trunkline.speech.FinalPitch;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how much silence ends a turn. Every piece of evidence says how likely it makes that the turn is over, as log odds;
 * they add up, and the likelier it is over, the less silence it takes. Immutable.
 *
 * <p>The figures were set on one part of the turns of {@code EndOfTurnBenchmark}, and are measured on the rest.
 */
final class EndOfTurn {

    private static final double CERTAIN = 3; // log odds; beyond, nothing is to be gained or lost
    private static final double EVEN_MILLIS = 800; // when it is as likely over as not
    private static final double FALLING = 0.7;
    private static final double LEVEL = -0.5;
    private static final double RISING = -0.3;
    private static final double OF_DOUBTFUL_WORDS = -1.2; // no less, whatever they are
    private static final int PATIENT_ABOVE_MILLIS = 450; // pauses of hurried callers are shorter
    private static final double MAX_PATIENCE = 1.35;

    private final EndOfTurnSilence silence;

    EndOfTurn(EndOfTurnSilence silence) {
        this.silence = silence;
    }

    SilenceNeeded after(Evidence evidence) {
        List<Reason> reasons = new ArrayList<>();
        String words = evidence.words();
        boolean isHeard = words != null && !words.isBlank();
        reasons.add(expectation(evidence.expected(), isHeard));
        if (words != null) {
            List<Reason> ofWords = TurnWords.of(words).reasons(evidence.expected());
            reasons.addAll(ofWords);
            reasons.addAll(doubt(ofWords, evidence));
        }
        Double completeness = evidence.completeness();
        FinalPitch ending = evidence.ending();
        if (completeness != null) {
            reasons.add(new Reason("model", logOdds(completeness)));
        } else if (ending != null) {
            reasons.add(melody(ending));
        }
        double likelihood = reasons.stream().mapToDouble(Reason::likelihood).sum();
        return new SilenceNeeded(millis(likelihood, evidence.usualPauseMillis()), likelihood, reasons);
    }

    /** @param isHeard whether there are words: of a number they say more than that it was asked for */
    private static Reason expectation(ExpectedAnswer expected, boolean isHeard) {
        return switch (expected.kind()) {
            case YES_OR_NO -> new Reason("a yes or no is expected", 0.8);
            case FACT -> new Reason("one fact is expected", 0.3);
            case DIGITS -> new Reason("a number is expected", isHeard ? 0 : -0.8);
            case NAME -> new Reason("a name is expected", -0.2);
            case ADDRESS -> new Reason("an address is expected", -0.3);
            case ANYTHING -> new Reason("anything is expected", 0);
        };
    }

    /** An "and" at the end that was perhaps something else is worth little: what ears are unsure of mostly ends in such words. */
    private static List<Reason> doubt(List<Reason> ofWords, Evidence evidence) {
        double likelihood = ofWords.stream().mapToDouble(Reason::likelihood).sum();
        double doubt = evidence.expected().kind() == Kind.DIGITS ? 0 : 1 - evidence.certainty(); // digits are counted
        return likelihood < OF_DOUBTFUL_WORDS && doubt > 0
                ? List.of(new Reason("the ears are not sure", doubt * (OF_DOUBTFUL_WORDS - likelihood)))
                : List.of();
    }

    private static Reason melody(FinalPitch ending) {
        return switch (ending.contour()) {
            case FALLING -> new Reason("the voice falls", FALLING);
            case LEVEL -> new Reason("the voice stays level", LEVEL);
            case RISING -> new Reason("the voice rises", RISING);
        };
    }

    private static double logOdds(double share) {
        double bounded = Math.max(0.04, Math.min(0.96, share));
        return Math.log(bounded / (1 - bounded));
    }

    /** From the longest silence to an even one to the shortest, straight between them. */
    private int millis(double likelihood, int usualPauseMillis) {
        double sure = Math.max(-1, Math.min(1, likelihood / CERTAIN));
        double even = Math.max(silence.leastMillis(), Math.min(EVEN_MILLIS, silence.mostMillis()));
        double millis =
                sure >= 0 ? even - sure * (even - silence.leastMillis()) : even - sure * (silence.mostMillis() - even);
        double patience = Math.max(1, Math.min(MAX_PATIENCE, usualPauseMillis / (double) PATIENT_ABOVE_MILLIS));
        double patient = sure >= 1 ? millis : millis * patience;
        return (int) Math.max(silence.leastMillis(), Math.min(silence.mostMillis(), patient));
    }
}
