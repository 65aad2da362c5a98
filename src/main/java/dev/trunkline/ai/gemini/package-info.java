/**
 * Gemini Live: its messages, and the connection that a call has with it. Knows its port {@code ai}, {@code net}, {@code audio}, {@code
 * time} and what words over the agent mean ({@code speech.bargein}), and no other dialect. Facts: the public types of npm's {@code @google/genai}, and the documents of the Live API. Start
 * reading at {@link dev.trunkline.ai.gemini.GeminiConnector}.
 */
@NullMarked
package dev.trunkline.ai.gemini;

import org.jspecify.annotations.NullMarked;
