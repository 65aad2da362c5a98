/**
 * Tells speech from silence, frame by frame: WebRTC's detector, Silero's network, or the level alone.
 *
 * <p>May import of ours: {@code speech} and {@code speech.onnx}. Start reading at {@link dev.trunkline.speech.vad.VoiceActivity}.
 */
@NullMarked
package dev.trunkline.speech.vad;

import org.jspecify.annotations.NullMarked;
