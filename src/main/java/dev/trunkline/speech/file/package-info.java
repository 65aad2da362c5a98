/**
 * Sound as the files that other programs take and give: WAV read and written here, the others told by their first bytes.
 *
 * <p>May import of ours: {@code speech}. Start reading at {@link dev.trunkline.speech.file.WavFile}.
 */
@NullMarked
package dev.trunkline.speech.file;

import org.jspecify.annotations.NullMarked;
