/**
 * Recognizes the phrases of a grammar with Sphinx-4, in the JVM.
 *
 * <p>May import of ours: {@code speech} and {@code audio.Resampler}. Start reading at
 * {@link dev.trunkline.speech.sphinx.SphinxRecognizer}.
 */
@NullMarked
package dev.trunkline.speech.sphinx;

import org.jspecify.annotations.NullMarked;
