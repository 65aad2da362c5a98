package dev.trunkline.flight;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. Immutable.
 *
 * @param number 0 where the kind has none; likewise value, and text, which is ""
 * @param sound not to be changed
 * @param isNested whether it came from outside while the call dealt with something else
 */
@SuppressWarnings("ArrayRecordComponent") // compared as sound, by those who compare
public record FlightRecord(
        FlightKind kind, long number, long value, byte @Nullable [] sound, String text, boolean isNested) {

    /** What its text says. */
    public <T> T fact(Class<T> type) throws IOException {
        return FlightJson.read(text, type);
    }

    /** Its sound; of a kind that has some. */
    public byte[] needSound() {
        if (sound == null) {
            throw new IllegalStateException(kind + " has no sound");
        }
        return sound;
    }
}
