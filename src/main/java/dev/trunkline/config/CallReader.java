package dev.trunkline.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the limits and habits of a call. Confined to one thread. */
final class CallReader {

    private static final String NONE = "none";
    private static final int LEAST_SECRET_LENGTH = 24;

    private final Values values;

    CallReader(Values values) {
        this.values = values;
    }

    TrunklineConfig.Call read() {
        int maxSeconds = values.number(ConfigKey.CALL_MAX_SECONDS, 10, 14_400);
        Integer maxTransfer = values.optionalNumber(ConfigKey.CALL_TRANSFER_SECONDS, 10, 14_400);
        return new TrunklineConfig.Call(
                maxSeconds,
                maxTransfer == null ? maxSeconds : maxTransfer,
                values.number(ConfigKey.CALL_CONNECT_SECONDS, 1, 60),
                values.number(ConfigKey.CALL_TOOL_SECONDS, 1, 120),
                values.number(ConfigKey.CALL_LEAD_MILLIS, 40, 1_000),
                values.number(ConfigKey.CALL_INTERIM_WORDS, 0, 20),
                values.oneOf(ConfigKey.CALL_GOODBYE, "cancellable", "protected").equals("protected"),
                keys(),
                new CallCare(
                        new CallCare.Patience(
                                values.number(ConfigKey.CALL_RECONNECT_SECONDS, 1, 600),
                                values.number(ConfigKey.CALL_OUTAGE_SECONDS, 1, 600),
                                values.number(ConfigKey.CALL_SILENT_SECONDS, 2, 600),
                                values.number(ConfigKey.CALL_STALLED_SECONDS, 2, 600),
                                values.number(ConfigKey.CALL_FLOOD_SECONDS, 1, 600),
                                values.number(ConfigKey.CALL_GREET_SECONDS, 0, 60)),
                        comfort()));
    }

    private CallCare.Comfort comfort() {
        String level = values.text(ConfigKey.CALL_COMFORT_DB);
        boolean isOff = level != null && level.toLowerCase(Locale.ROOT).equals(NONE);
        String words = values.text(ConfigKey.CALL_COMFORT_WORDS);
        return new CallCare.Comfort(
                isOff ? null : values.number(ConfigKey.CALL_COMFORT_DB, -60, -10),
                values.number(ConfigKey.CALL_COMFORT_MILLIS, 60, 2_000),
                NONE.equals(words) ? null : words,
                values.number(ConfigKey.CALL_COMFORT_WORDS_SECONDS, 1, 60));
    }

    private TrunklineConfig.Keys keys() {
        String tools =
                values.oneOf(ConfigKey.KEYS_TOOLS, "collect_digits, press_keys", "collect_digits", "press_keys", NONE);
        values.needs(ConfigKey.KEYS_DELIVER_TO, ConfigKey.KEYS_SECRET);
        values.needs(ConfigKey.KEYS_SECRET, ConfigKey.KEYS_DELIVER_TO);
        return new TrunklineConfig.Keys(
                tools.contains("collect"),
                tools.contains("press"),
                values.url(ConfigKey.KEYS_DELIVER_TO, "https", "http"),
                secret());
    }

    private @Nullable Secret secret() {
        Secret secret = values.secret(ConfigKey.KEYS_SECRET);
        if (secret != null && secret.reveal().length() < LEAST_SECRET_LENGTH) {
            values.mistake(
                    ConfigKey.KEYS_SECRET,
                    "is shorter than " + LEAST_SECRET_LENGTH
                            + " characters, and can be guessed; make one with: openssl rand -hex 24");
        }
        return secret;
    }
}
