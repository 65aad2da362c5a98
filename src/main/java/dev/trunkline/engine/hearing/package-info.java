/**
 * What the caller says: from the bytes a client sends to turns and their words. {@code AudioInputDecoder} makes frames of
 * them, {@code Endpointer} finds the turns, {@code TurnRecognition} their words.
 *
 * <p>May import of ours: {@code speech} and its parts, {@code engine.wire}, {@code engine.mind}, {@code engine.endofturn}, {@code engine.expression},
 * {@code audio.Resampler}, {@code net}, {@code time}. Start reading at
 * {@link dev.trunkline.engine.hearing.SpeechPipeline}.
 */
@NullMarked
package dev.trunkline.engine.hearing;

import org.jspecify.annotations.NullMarked;
