package dev.trunkline.lab.caller;

import java.util.List;

/**
 * What a caller does, in order. After the last step they wait for the far end to end the call. Immutable.
 *
 * @param steps what to do
 * @param patienceMillis how long to wait after the last step before hanging up
 * @param noisePeak loudest sample of the noise in the room, of 32,767; 0 for none
 * @param noiseSeed the same seed gives the same noise
 * @param room what else is heard where they are
 */
public record CallerScript(
        List<CallerStep> steps, long patienceMillis, int noisePeak, long noiseSeed, CallerRoom room) {

    /** How long a caller waits for the end, unless told otherwise. */
    public static final long PATIENCE_MILLIS = 20_000;

    public CallerScript {
        steps = List.copyOf(steps);
    }

    /** A caller in a quiet room. */
    public static CallerScript of(List<CallerStep> steps) {
        return new CallerScript(steps, PATIENCE_MILLIS, 0, 0, CallerRoom.QUIET);
    }

    public static CallerScript of(CallerStep... steps) {
        return of(List.of(steps));
    }

    public CallerScript withPatience(long millis) {
        return new CallerScript(steps, millis, noisePeak, noiseSeed, room);
    }

    public CallerScript withNoise(int peak, long seed) {
        return new CallerScript(steps, patienceMillis, peak, seed, room);
    }

    public CallerScript in(CallerRoom other) {
        return new CallerScript(steps, patienceMillis, noisePeak, noiseSeed, other);
    }
}
