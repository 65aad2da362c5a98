package dev.trunkline.record.store;

/** Counts what becomes of records. Thread-safe; must not block. */
public interface StoreMeters {

    /** So many are in the database now. */
    void written(int records);

    /**
     * One is lost.
     *
     * @param reason a metric label: queue_full (the disk was too slow for minutes), journal_full (the database was away for longer
     *     than the journal has room for, or the disk is full), refused (the database takes everything but this one), closed (the
     *     process ended before it could be kept)
     */
    void lost(String reason);
}
