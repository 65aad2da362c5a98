/**
 * Keeps the records of calls: first in a journal on disk, then, in batches, in a SQL database. Imports {@code record} and
 * {@code store}. Start reading at {@link dev.trunkline.record.store.RecordStore}.
 */
@NullMarked
package dev.trunkline.record.store;

import org.jspecify.annotations.NullMarked;
