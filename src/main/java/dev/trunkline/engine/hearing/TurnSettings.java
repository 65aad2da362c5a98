package dev.trunkline.engine.hearing;

import dev.trunkline.engine.endofturn.EndOfTurnSilence;
import dev.trunkline.engine.wire.Bounds;

/**
 * When the caller's turn ends and when it interrupts: EVI's four documented knobs, and what EVI leaves open. Immutable.
 *
 * @param endOfTurnSilence silence that ends a turn: by what was said, or always the same, as EVI documents it
 * @param speechDetectionThreshold 0 to 1, 0.5 by default: the share of the last 100 ms that must be speech
 * @param prefixPaddingMillis sound kept from before the first word, 0 to 1,000; 300 by default
 * @param minInterruptionMillis speech that interrupts the agent, 50 to 2,000. EVI's default is 800; ours is 300, because
 *     a caller on the telephone expects to be obeyed at once
 * @param playbackAware whether the caller can also interrupt what has been sent but, by our estimate, not been heard yet;
 *     false gives the gap that EVI's audio guide describes: only a {@code user_message} comes then
 * @param weighsInterruptions whether the first words, and how the caller sounds, decide if speech over the agent interrupts; false: so
 *     much speech does, whatever it is
 */
public record TurnSettings(
        EndOfTurnSilence endOfTurnSilence,
        double speechDetectionThreshold,
        int prefixPaddingMillis,
        int minInterruptionMillis,
        boolean playbackAware,
        boolean weighsInterruptions) {

    /** With interruptions that are weighed. */
    public TurnSettings(
            EndOfTurnSilence endOfTurnSilence,
            double speechDetectionThreshold,
            int prefixPaddingMillis,
            int minInterruptionMillis,
            boolean playbackAware) {
        this(
                endOfTurnSilence,
                speechDetectionThreshold,
                prefixPaddingMillis,
                minInterruptionMillis,
                playbackAware,
                true);
    }

    public TurnSettings {
        Bounds.check(prefixPaddingMillis, 0, 1_000, "prefix padding");
        Bounds.check(minInterruptionMillis, 50, 2_000, "minimum interruption");
        if (!(speechDetectionThreshold >= 0 && speechDetectionThreshold <= 1)) {
            throw new IllegalArgumentException("the speech detection threshold must be between 0 and 1");
        }
    }

    public static TurnSettings defaults() {
        return new TurnSettings(EndOfTurnSilence.ADAPTIVE, 0.5, 300, 300, true);
    }

    public TurnSettings withEndOfTurnSilence(EndOfTurnSilence silence) {
        return new TurnSettings(
                silence,
                speechDetectionThreshold,
                prefixPaddingMillis,
                minInterruptionMillis,
                playbackAware,
                weighsInterruptions);
    }

    /** With a silence that is always the same. */
    public TurnSettings withEndOfTurnSilenceMillis(int millis) {
        return withEndOfTurnSilence(EndOfTurnSilence.fixed(millis));
    }

    public TurnSettings withMinInterruptionMillis(int millis) {
        return new TurnSettings(
                endOfTurnSilence,
                speechDetectionThreshold,
                prefixPaddingMillis,
                millis,
                playbackAware,
                weighsInterruptions);
    }

    public TurnSettings withPlaybackAware(boolean aware) {
        return new TurnSettings(
                endOfTurnSilence,
                speechDetectionThreshold,
                prefixPaddingMillis,
                minInterruptionMillis,
                aware,
                weighsInterruptions);
    }

    public TurnSettings withWeighsInterruptions(boolean weighs) {
        return new TurnSettings(
                endOfTurnSilence,
                speechDetectionThreshold,
                prefixPaddingMillis,
                minInterruptionMillis,
                playbackAware,
                weighs);
    }
}
