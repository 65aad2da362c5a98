/**
 * What happened in each call, kept for people: a subscriber of call events. Imports {@code call} and its ports. Start reading
 * at {@link dev.trunkline.record.CallRecord}.
 */
@NullMarked
package dev.trunkline.record;

import org.jspecify.annotations.NullMarked;
