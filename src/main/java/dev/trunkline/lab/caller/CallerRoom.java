package dev.trunkline.lab.caller;

import dev.trunkline.speech.Speech;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller is. Immutable.
 *
 * @param noise is heard over and over again, at the loudness that it has; null: nothing
 * @param echo how the far end's voice comes back from a loudspeaker; null: the caller holds the telephone to the ear
 */
public record CallerRoom(@Nullable Speech noise, @Nullable Echo echo) {

    /** A quiet room, and a telephone that is held to the ear. */
    public static final CallerRoom QUIET = new CallerRoom(null, null);

    /**
     * A loudspeaker is heard by its own microphone.
     *
     * @param delayMillis after the telephone played it, 0 to 2,000
     * @param gainDb how loud, as against what was played: negative
     */
    public record Echo(int delayMillis, double gainDb) {
        public Echo {
            if (delayMillis < 0 || delayMillis > 2_000) {
                throw new IllegalArgumentException("an echo comes after 0 to 2000 ms");
            }
        }
    }

    public CallerRoom withEcho(Echo other) {
        return new CallerRoom(noise, other);
    }

    public CallerRoom withNoise(Speech other) {
        return new CallerRoom(other, echo);
    }
}
