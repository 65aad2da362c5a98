/**
 * Feeds a recorded call to the call of this build, in virtual time, and tells what would have been different. Imports the
 * call and its ports, {@code flight}, Jackson. Start reading at {@link dev.trunkline.replay.Replay}.
 */
@NullMarked
package dev.trunkline.replay;

import org.jspecify.annotations.NullMarked;
