package dev.trunkline.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where records are kept and what calls cost. Confined to one thread. */
final class RecordsReader {

    private static final String FOLDER = "records"; // of the data directory
    private static final int MAX_DAYS = 36_500;
    private static final double MAX_PRICE = 1_000_000;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final Values values;

    RecordsReader(Values values) {
        this.values = values;
    }

    /** @param directory of data, or null */
    RecordsConfig read(@Nullable Path directory, @Nullable Secret databaseUrl) {
        return new RecordsConfig(
                directory == null ? null : directory.resolve(FOLDER),
                databaseUrl,
                values.number(ConfigKey.RECORDS_JOURNAL_MEGABYTES, 40, 1_000_000),
                values.number(ConfigKey.RECORDS_KEEP_DAYS, 0, MAX_DAYS),
                new RecordsConfig.Prices(
                        currency(),
                        values.decimal(ConfigKey.PRICES_PER_CALL, 0, MAX_PRICE),
                        values.decimal(ConfigKey.PRICES_CARRIER, 0, MAX_PRICE),
                        values.decimal(ConfigKey.PRICES_FAR_END, 0, MAX_PRICE),
                        values.decimal(ConfigKey.PRICES_EMBEDDED, 0, MAX_PRICE)));
    }

    private String currency() {
        String currency = values.text(ConfigKey.PRICES_CURRENCY);
        if (currency == null || !CURRENCY.matcher(currency).matches()) {
            values.mistake(ConfigKey.PRICES_CURRENCY, "must be three capital letters (ISO 4217), such as USD");
            return ConfigKey.PRICES_CURRENCY.needDefault();
        }
        return currency;
    }
}
