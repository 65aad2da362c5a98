/**
 * The sound of calls on disk: two channels, off by default. Imports {@code call} and its ports, {@code audio}, {@code time}, {@code store}. Start reading
 * at {@link dev.trunkline.recording.CallRecordings}; what is written when stands in {@link dev.trunkline.recording.TimeLine}.
 */
@NullMarked
package dev.trunkline.recording;

import org.jspecify.annotations.NullMarked;
