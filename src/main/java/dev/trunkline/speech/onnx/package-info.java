/**
 * ONNX Runtime as all who run networks need it: alive for as long as the process.
 *
 * <p>May import of ours: nothing. Start reading at {@link dev.trunkline.speech.onnx.NetworkRuntime}.
 */
@NullMarked
package dev.trunkline.speech.onnx;

import org.jspecify.annotations.NullMarked;
