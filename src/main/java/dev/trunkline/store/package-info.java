/**
 * How things are kept: SQL databases with their tables, and the form of journals. For whoever keeps something; imports libraries
 * only. Start reading at {@link dev.trunkline.store.Database}.
 */
@NullMarked
package dev.trunkline.store;

import org.jspecify.annotations.NullMarked;
