package dev.trunkline.config;

import static dev.trunkline.config.Shape.HEX_KEY;
import static dev.trunkline.config.Shape.choice;
import static dev.trunkline.config.Shape.decimal;
import static dev.trunkline.config.Shape.file;
import static dev.trunkline.config.Shape.several;
import static dev.trunkline.config.Shape.text;
import static dev.trunkline.config.Shape.whole;

import org.jspecify.annotations.Nullable;

/** What is kept of calls. */
public enum RecordKey implements ConfigKey {
    RECORDING_FORMAT(
            "recording.format",
            null,
            "wav",
            choice("wav", "opus"),
            "how the sound of calls is kept, of routes that say recording: on: wav (mu-law, 16 KB a second)"
                    + " or opus (Ogg, 6 KB, for more CPU)"),
    RECORDING_KEY(
            "recording.key",
            "TRUNKLINE_RECORDING_KEY",
            null,
            text(HEX_KEY),
            "64 hexadecimal digits (openssl rand -hex 32) with which recordings are sealed (AES-256-GCM);"
                    + " not sealed when absent"),
    RECORDING_FORMER_KEYS(
            "recording.formerKeys",
            "TRUNKLINE_RECORDING_FORMER_KEYS",
            null,
            several(text(HEX_KEY)),
            "keys that have sealed earlier ones, separated by commas: they are still opened"),
    RECORDING_PAUSE_DIGITS(
            "recording.pauseDigits",
            null,
            "*7",
            text("[0-9*#]{1,8}|none"),
            "keys with which a caller pauses the recording of his call, and has it go on again; none for" + " none"),
    RECORDING_RESUME_DIGITS(
            "recording.resumeDigits",
            null,
            "none",
            text("[0-9*#]{1,8}|none"),
            "other keys with which it goes on; none: pauseDigits do that as well"),
    RECORDING_KEEP_DAYS(
            "recording.keepDays",
            null,
            "90",
            whole(0, 36_500),
            "days after which a call's recording is deleted; 0: it is not"),

    STORE_URL(
            "store.url",
            "DATABASE_URL",
            null,
            text("(jdbc:)?postgres(ql)?://\\S+|jdbc:h2:\\S+"),
            "postgresql://user:password@host/name for records of calls, and for chats, configs, prompts and"
                    + " tools of the engine; without it records are in a file of the data directory, the rest in memory"),
    STORE_RECORDINGS(
            "store.recordings", null, null, file(), "a folder for the sound of chats; nothing is kept when absent"),
    STORE_RECORDINGS_MEGABYTES(
            "store.recordingsMegabytes",
            null,
            "1000",
            whole(1, 1_000_000),
            "the most that folder may hold; the oldest go first"),

    RECORDS_KEEP_DAYS(
            "records.keepDays",
            null,
            "365",
            whole(0, 36_500),
            "how long records of calls are kept; 0: until they are erased"),
    RECORDS_JOURNAL_MEGABYTES(
            "records.journalMegabytes",
            null,
            "500",
            whole(40, 1_000_000),
            "the most that may wait in the data directory while the database takes nothing; what comes then"
                    + " is lost, and counted"),

    PRICES_CURRENCY(
            "prices.currency", null, "USD", text("[A-Z]{3}"), "of all prices: three capital letters (ISO 4217)"),
    PRICES_PER_CALL("prices.perCall", null, "0", decimal(0, 1_000_000), "what the carrier takes for each call"),
    PRICES_CARRIER(
            "prices.carrierPerMinute",
            null,
            "0",
            decimal(0, 1_000_000),
            "what it takes for each minute that has begun"),
    PRICES_FAR_END(
            "prices.farEndPerMinute",
            null,
            "0",
            decimal(0, 1_000_000),
            "what a far end takes for a minute of a chat, counted in seconds"),
    PRICES_EMBEDDED(
            "prices.embeddedPerMinute",
            null,
            "0",
            decimal(0, 1_000_000),
            "the same of the embedded EVI, whose models may cost something");

    @SuppressWarnings("ImmutableEnumChecker") // records of texts and numbers
    private final Setting setting;

    RecordKey(String path, @Nullable String variable, @Nullable String usual, Shape shape, String meaning) {
        this.setting = new Setting(path, variable, usual, shape, meaning);
    }

    @Override
    public Setting setting() {
        return setting;
    }
}
