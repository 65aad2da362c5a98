/** Time as the rest of the product sees it: a port, so that tests can hold it. */
@NullMarked
package dev.trunkline.time;

import org.jspecify.annotations.NullMarked;
