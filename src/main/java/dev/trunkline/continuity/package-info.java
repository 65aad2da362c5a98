/** What outlives a stream: enough of each call to go on with it. */
@NullMarked
package dev.trunkline.continuity;

import org.jspecify.annotations.NullMarked;
