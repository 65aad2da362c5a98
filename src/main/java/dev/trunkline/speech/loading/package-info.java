/**
 * Loads voices and recognizers in the background; whoever needs one meanwhile waits.
 *
 * <p>May import of ours: {@code speech}, {@code speech.moonshine}, {@code speech.sphinx}, {@code speech.tts}, {@code speech.vad}. Start reading at
 * {@link dev.trunkline.speech.loading.SpeechParts}.
 */
@NullMarked
package dev.trunkline.speech.loading;

import org.jspecify.annotations.NullMarked;
