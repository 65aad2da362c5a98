/**
 * Slow work beside the engine's loops: a pool that refuses what it has no room for, and one that works in batches.
 *
 * <p>May import nothing of ours. Start reading at {@link dev.trunkline.engine.work.BoundedExecutor}.
 */
@NullMarked
package dev.trunkline.engine.work;

import org.jspecify.annotations.NullMarked;
