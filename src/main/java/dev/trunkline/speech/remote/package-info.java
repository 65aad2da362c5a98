/** Voices and ears that run elsewhere: speech endpoints of OpenAI's kind, and Vosk servers. */
@NullMarked
package dev.trunkline.speech.remote;

import org.jspecify.annotations.NullMarked;
