package dev.trunkline.config;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how calls are recorded. Confined to one thread. */
final class RecordingReader {

    private static final Pattern KEY = Pattern.compile(Shape.HEX_KEY);
    private static final String NONE = "none";

    private final Values values;

    RecordingReader(Values values) {
        this.values = values;
    }

    /** @param routes those that are recorded need a folder */
    RecordingConfig read(List<TrunklineConfig.Route> routes) {
        for (TrunklineConfig.Route route : routes) {
            if (route.recording() != null && !values.isGiven(StateKey.DATA_DIRECTORY)) {
                values.mistake(
                        StateKey.DATA_DIRECTORY,
                        "is missing, and the route " + Shown.text(route.name())
                                + " says recording: on; name the folder in which recordings are kept");
            }
        }
        return new RecordingConfig(
                values.oneOf(RecordKey.RECORDING_FORMAT).equals("opus"),
                key(),
                formerKeys(),
                digits(RecordKey.RECORDING_PAUSE_DIGITS),
                digits(RecordKey.RECORDING_RESUME_DIGITS),
                values.number(RecordKey.RECORDING_KEEP_DAYS));
    }

    private @Nullable Secret key() {
        Secret key = values.secret(RecordKey.RECORDING_KEY);
        return key == null || isKey(RecordKey.RECORDING_KEY, key.reveal()) ? key : null;
    }

    private List<Secret> formerKeys() {
        return values.list(RecordKey.RECORDING_FORMER_KEYS).stream()
                .filter(each -> isKey(RecordKey.RECORDING_FORMER_KEYS, each))
                .map(Secret::new)
                .toList();
    }

    private boolean isKey(ConfigKey where, String text) {
        boolean isKey = KEY.matcher(text).matches();
        if (!isKey) {
            values.mistake(where, "must be 64 hexadecimal digits; make one with: openssl rand -hex 32");
        }
        return isKey;
    }

    private String digits(ConfigKey where) {
        String text = values.fitting(where, "must be one to eight keys of a telephone, such as *7, or none");
        return text == null || text.equals(NONE) ? "" : text;
    }
}
