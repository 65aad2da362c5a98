package dev.trunkline.engine.hearing;

import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.hearing.Endpointer.Utterance;
import dev.trunkline.engine.hearing.SpeechPipeline.Words;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.engine.work.SpareTime;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.turn.TurnModel;
import dev.trunkline.speech.vad.VoiceActivity;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What callers are heard with, shared by all chats. Immutable; its parts are thread-safe.
 *
 * @param recognizer a {@code StreamingRecognizer} hears every frame at once, on the chat's loop; others a turn at a time, on the workers
 * @param voiceActivity a new one for every chat, called on the chat's loop
 * @param expression scores how something was said
 * @param decoder for compressed files
 * @param turnModel hears whether a turn is complete; null for none
 * @param workers where recognizer and expression run
 * @param spareTime of the workers, for guesses while the caller speaks
 */
public record SpeechPipelineParts(
        SpeechRecognizer recognizer,
        Supplier<VoiceActivity> voiceActivity,
        Expression expression,
        SoundDecoder decoder,
        @Nullable TurnModel turnModel,
        BoundedExecutor workers,
        SpareTime spareTime) {

    /**
     * What is said in a sound that has come as a whole.
     *
     * @param sound asked on a worker
     * @return fails when there is no room for more, or the recognizer does
     */
    public CompletableFuture<Words> understand(Supplier<Speech> sound) {
        return workers.submit(() -> {
            Speech speech = sound.get().at(AudioInputDecoder.RATE_HZ);
            return words(new Utterance(speech, 0, speech.durationMillis()), recognizer.recognize(speech));
        });
    }

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
