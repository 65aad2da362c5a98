/**
 * How things are kept: SQL databases with their tables, the form of journals, and what keeps files from others. For whoever keeps something; imports libraries
 * only. Start reading at {@link dev.trunkline.store.Database}.
 */
@NullMarked
package dev.trunkline.store;

import org.jspecify.annotations.NullMarked;
