package dev.trunkline.engine.hearing;

import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.hearing.Hearing.Words;
import dev.trunkline.engine.hearing.Listening.CallerTurn;
import dev.trunkline.net.Workers;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.vad.VoiceActivity;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What callers are heard with, shared by all chats. Immutable; its parts are thread-safe.
 *
 * @param ears {@code StreamingEars} hear every frame at once, on the chat's loop; others a turn at a time, on the workers
 * @param voiceActivity a new one for every chat, called on the chat's loop
 * @param expression scores how something was said
 * @param decoder for compressed files
 * @param workers where ears and expression run
 */
public record HearingParts(
        SpeechRecognizer ears,
        Supplier<VoiceActivity> voiceActivity,
        Expression expression,
        SoundDecoder decoder,
        Workers workers) {

    /** Adds how it sounds to what was heard, words or not. Slow: for a worker. */
    Words words(CallerTurn turn, SpeechRecognizer.Heard heard) {
        return new Words(turn, heard, isNothing(heard) ? Map.of() : expression.scores(heard.text(), turn.speech()));
    }

    /** Whether the ears are sure that nobody spoke. */
    static boolean isNothing(SpeechRecognizer.Heard heard) {
        return heard.text().isBlank() && heard.understood();
    }
}
