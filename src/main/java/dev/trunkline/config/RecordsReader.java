package dev.trunkline.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads where records are kept and what calls cost. Confined to one thread. */
final class RecordsReader {

    private static final String FOLDER = "records"; // of the data directory

    private final Values values;

    RecordsReader(Values values) {
        this.values = values;
    }

    /** @param directory of data, or null */
    RecordsConfig read(@Nullable Path directory, @Nullable Secret databaseUrl) {
        return new RecordsConfig(
                directory == null ? null : directory.resolve(FOLDER),
                databaseUrl,
                values.number(RecordKey.RECORDS_JOURNAL_MEGABYTES),
                values.number(RecordKey.RECORDS_KEEP_DAYS),
                new RecordsConfig.Prices(
                        currency(),
                        values.decimal(RecordKey.PRICES_PER_CALL),
                        values.decimal(RecordKey.PRICES_CARRIER),
                        values.decimal(RecordKey.PRICES_FAR_END),
                        values.decimal(RecordKey.PRICES_EMBEDDED)));
    }

    private String currency() {
        String currency =
                values.fitting(RecordKey.PRICES_CURRENCY, "must be three capital letters (ISO 4217), such as USD");
        return currency == null ? RecordKey.PRICES_CURRENCY.setting().needUsual() : currency;
    }
}
