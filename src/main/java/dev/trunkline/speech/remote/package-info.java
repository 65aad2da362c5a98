/**
 * Voices and recognizers that run elsewhere: speech endpoints of OpenAI's kind, and Vosk servers.
 *
 * <p>May import of ours: {@code speech} and {@code speech.file}. Start reading at
 * {@link dev.trunkline.speech.remote.OpenAiVoice}.
 */
@NullMarked
package dev.trunkline.speech.remote;

import org.jspecify.annotations.NullMarked;
