/**
 * What outlives a stream: enough of each call to go on with it. Imports {@code call} and its ports, and {@code store}; stores beyond this
 * process will stand here. Start reading at {@link dev.trunkline.continuity.CallStateStore}.
 */
@NullMarked
package dev.trunkline.continuity;

import org.jspecify.annotations.NullMarked;
