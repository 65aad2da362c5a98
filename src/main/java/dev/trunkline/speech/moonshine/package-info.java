/**
 * Recognizes free English speech with Moonshine, a small neural network, on ONNX Runtime in the JVM: weights, network, words, and
 * what is none.
 *
 * <p>May import of ours: {@code speech}, {@code speech.onnx} and {@code audio.Resampler}. Start reading at
 * {@link dev.trunkline.speech.moonshine.MoonshineRecognizer}.
 */
@NullMarked
package dev.trunkline.speech.moonshine;

import org.jspecify.annotations.NullMarked;
