package dev.trunkline.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of calls are kept, and what calls cost. Immutable.
 *
 * @param folder of the journal, and of a database file where no database is named; null for none
 * @param databaseUrl a database; with neither, memory keeps the newest ones
 * @param journalMegabytes the most that may wait on disk for the database
 * @param keepDays how long they are kept; 0: until they are erased
 */
public record RecordsConfig(
        @Nullable Path folder, @Nullable Secret databaseUrl, int journalMegabytes, int keepDays, Prices prices) {

    /** What calls cost, all in one currency; all 0 where nobody has said. */
    public record Prices(
            String currency,
            double perCall,
            double carrierPerMinute,
            double farEndPerMinute,
            double embeddedPerMinute) {}

    /** The same for calls that nobody has made: they are forgotten with the process. */
    RecordsConfig inMemory() {
        return new RecordsConfig(null, null, journalMegabytes, keepDays, prices);
    }
}
