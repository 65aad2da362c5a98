package dev.trunkline.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sound of calls is recorded, where a route says that it is. Immutable.
 *
 * @param isOpus else WAV
 * @param key seals what is written, or null
 * @param formerKeys open what was sealed before
 * @param pauseDigits what callers press to pause; "" for nothing
 * @param resumeDigits and to go on; "" when the same keys do that
 * @param keepDays after which recordings are deleted; 0 for never
 */
public record RecordingConfig(
        boolean isOpus,
        @Nullable Secret key,
        List<Secret> formerKeys,
        String pauseDigits,
        String resumeDigits,
        int keepDays) {

    public RecordingConfig {
        formerKeys = List.copyOf(formerKeys);
    }

    /**
     * That a route's calls are recorded.
     *
     * @param consent what its callers are told before, or "" for nothing
     */
    public record OfRoute(String consent) {}
}
