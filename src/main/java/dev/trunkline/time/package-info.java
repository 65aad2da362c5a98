/**
 * Time as the rest of the product sees it: a port, so that tests can hold it. Imports nothing. There is one type:
 * {@link dev.trunkline.time.Scheduler}.
 */
@NullMarked
package dev.trunkline.time;

import org.jspecify.annotations.NullMarked;
