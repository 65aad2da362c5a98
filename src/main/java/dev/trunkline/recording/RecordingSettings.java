package dev.trunkline.recording;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides. Immutable.
 *
 * @param folder where recordings are; made when the first one is
 * @param key seals what is written from now on; null: it is not sealed
 * @param formerKeys open what others sealed before
 * @param pauseDigits keys of the caller that pause, such as *7; "" for none
 * @param resumeDigits keys that go on; "" or the same: those that pause
 * @param keepDays after which a call's recording is deleted; 0 for never
 * @param consents the routes whose calls are recorded, by name, each with what is said first, or "" for nothing
 */
public record RecordingSettings(
        Path folder,
        RecordingFormat format,
        @Nullable RecordingKey key,
        List<RecordingKey> formerKeys,
        String pauseDigits,
        String resumeDigits,
        int keepDays,
        Map<String, String> consents) {

    public RecordingSettings {
        formerKeys = List.copyOf(formerKeys);
        consents = Map.copyOf(consents);
    }
}
