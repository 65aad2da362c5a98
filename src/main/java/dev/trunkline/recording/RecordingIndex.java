package dev.trunkline.recording;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one part of a call's recording besides its sound: a JSON file beside it, written when the part begins, when somebody
 * pauses it, and at its end. It names no number. Immutable.
 *
 * @param format wav or opus
 * @param keyId of the key that has sealed it, or null
 * @param startedMillis since 1970: when its stream began, and with it its time line
 * @param durationMillis of its time line; what was known when this was written
 * @param state recording, complete, or incomplete; one that stays at recording was cut off by a crash
 * @param lostFrames of 20 ms, which are silence on it
 * @param pauses in the order in which they began
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RecordingIndex(
        String callSid,
        String streamSid,
        String route,
        String format,
        @Nullable String keyId,
        long startedMillis,
        long durationMillis,
        String state,
        long lostFrames,
        List<Pause> pauses) {

    static final String RECORDING = "recording";
    static final String COMPLETE = "complete";
    static final String INCOMPLETE = "incomplete";

    /** The same of one that was cut off. */
    RecordingIndex settled(long millis) {
        return new RecordingIndex(
                callSid, streamSid, route, format, keyId, startedMillis, millis, INCOMPLETE, lostFrames, pauses);
    }

    /** Somebody held it: silence of the same length. {@code toMillis} is null while he does. */
    record Pause(long fromMillis, @Nullable Long toMillis, String by) {}
}
