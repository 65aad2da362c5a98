package dev.trunkline.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the limits and habits of a call. Confined to one thread. */
final class CallReader {

    private static final String NONE = "none";
    static final int LEAST_SECRET_LENGTH = 24;

    private final Values values;

    CallReader(Values values) {
        this.values = values;
    }

    TrunklineConfig.Call read() {
        int maxSeconds = values.number(CallKey.MAX_SECONDS);
        Integer maxTransfer = values.optionalNumber(CallKey.TRANSFER_SECONDS);
        return new TrunklineConfig.Call(
                maxSeconds,
                maxTransfer == null ? maxSeconds : maxTransfer,
                values.number(CallKey.CONNECT_SECONDS),
                values.number(CallKey.TOOL_SECONDS),
                values.number(CallKey.LEAD_MILLIS),
                values.number(CallKey.INTERIM_WORDS),
                values.oneOf(CallKey.GOODBYE).equals("protected"),
                keys(),
                new CallCare(
                        new CallCare.Patience(
                                values.number(CallKey.RECONNECT_SECONDS),
                                values.number(CallKey.OUTAGE_SECONDS),
                                values.number(CallKey.SILENT_SECONDS),
                                values.number(CallKey.STALLED_SECONDS),
                                values.number(CallKey.FLOOD_SECONDS),
                                values.number(CallKey.GREET_SECONDS)),
                        comfort()));
    }

    private CallCare.Comfort comfort() {
        String level = values.text(CallKey.COMFORT_DB);
        boolean isOff = level != null && level.toLowerCase(Locale.ROOT).equals(NONE);
        String words = values.text(CallKey.COMFORT_WORDS);
        return new CallCare.Comfort(
                isOff ? null : values.number(CallKey.COMFORT_DB),
                values.number(CallKey.COMFORT_MILLIS),
                NONE.equals(words) ? null : words,
                values.number(CallKey.COMFORT_WORDS_SECONDS));
    }

    private TrunklineConfig.Keys keys() {
        String tools = values.oneOf(CallKey.KEYS_TOOLS);
        values.needs(CallKey.KEYS_DELIVER_TO, CallKey.KEYS_SECRET);
        values.needs(CallKey.KEYS_SECRET, CallKey.KEYS_DELIVER_TO);
        return new TrunklineConfig.Keys(
                tools.contains("collect"), tools.contains("press"), values.url(CallKey.KEYS_DELIVER_TO), secret());
    }

    private @Nullable Secret secret() {
        Secret secret = values.secret(CallKey.KEYS_SECRET);
        if (secret != null && secret.reveal().length() < LEAST_SECRET_LENGTH) {
            values.mistake(
                    CallKey.KEYS_SECRET,
                    "is shorter than " + LEAST_SECRET_LENGTH
                            + " characters, and can be guessed; make one with: openssl rand -hex 24");
        }
        return secret;
    }
}
