/**
 * What is heard and said, behind small ports: {@code SpeechRecognizer} and {@code StreamingRecognizer} (speech to text),
 * {@code Voice} (text to speech), and {@code Speech}, the samples they exchange. Each subpackage is one way to do it:
 * {@code sphinx}, {@code tts}, {@code vad} run in the JVM, {@code command} and {@code remote} beside it.
 *
 * <p>May import of ours: {@code audio.Resampler}, {@code audio.MuLaw} and {@code speech.normalization}. Start reading at
 * {@link dev.trunkline.speech.SpeechRecognizer} and {@link dev.trunkline.speech.Voice}.
 */
@NullMarked
package dev.trunkline.speech;

import org.jspecify.annotations.NullMarked;
