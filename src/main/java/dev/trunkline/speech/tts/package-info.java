/**
 * Voices that run in the JVM, and those that stand around any voice: a fallback, and a reader of what is hard to say.
 *
 * <p>May import of ours: {@code speech} and {@code speech.normalization}. Start reading at
 * {@link dev.trunkline.speech.tts.HouseVoices}.
 */
@NullMarked
package dev.trunkline.speech.tts;

import org.jspecify.annotations.NullMarked;
