/**
 * Programs of the operator's that are started for a piece of work: any recognizer, any voice, ffmpeg.
 *
 * <p>May import of ours: {@code speech} and {@code speech.file}. Start reading at
 * {@link dev.trunkline.speech.command.ExternalCommand}.
 */
@NullMarked
package dev.trunkline.speech.command;

import org.jspecify.annotations.NullMarked;
