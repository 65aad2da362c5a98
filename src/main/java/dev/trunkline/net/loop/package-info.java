/**
 * Event loops, their clock, and what all connections of one loop share.
 *
 * <p>May import of ours: {@code time}. Start reading at {@link dev.trunkline.net.loop.LoopScheduler}.
 */
@NullMarked
package dev.trunkline.net.loop;

import org.jspecify.annotations.NullMarked;
