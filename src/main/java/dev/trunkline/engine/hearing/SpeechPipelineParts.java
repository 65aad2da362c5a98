package dev.trunkline.engine.hearing;

import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.hearing.Endpointer.Utterance;
import dev.trunkline.engine.hearing.SpeechPipeline.Words;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.vad.VoiceActivity;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What callers are heard with, shared by all chats. Immutable; its parts are thread-safe.
 *
 * @param recognizer a {@code StreamingRecognizer} hears every frame at once, on the chat's loop; others a turn at a time, on the workers
 * @param voiceActivity a new one for every chat, called on the chat's loop
 * @param expression scores how something was said
 * @param decoder for compressed files
 * @param workers where recognizer and expression run
 */
public record SpeechPipelineParts(
        SpeechRecognizer recognizer,
        Supplier<VoiceActivity> voiceActivity,
        Expression expression,
        SoundDecoder decoder,
        BoundedExecutor workers) {

    /** Adds how it sounds to what was recognized, words or not. Slow: for a worker. */
    Words words(Utterance utterance, SpeechRecognizer.Result result) {
        return new Words(
                utterance, result, isNothing(result) ? Map.of() : expression.scores(result.text(), utterance.speech()));
    }

    /** Whether the recognizer is sure that nobody spoke. */
    static boolean isNothing(SpeechRecognizer.Result result) {
        return result.text().isBlank() && result.understood();
    }
}
