package dev.trunkline.engine;

import dev.trunkline.engine.expression.Expression;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.turns.ChatMeter;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.turn.TurnModel;
import dev.trunkline.speech.vad.VoiceActivity;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine hears, thinks, speaks and feels with. Immutable; the parts are shared by all chats.
 *
 * @param voiceActivity a new one for every chat, called on the chat's loop
 * @param webSearch looks things up for the mind
 * @param meter hears how quick the agent is
 * @param decoder for compressed sound that clients send
 * @param turnModel hears whether the caller has finished; null for none
 * @param pressed whether what a chat can do without is to be left undone now; any thread
 */
public record EngineParts(
        Voice voice,
        SpeechRecognizer recognizer,
        Supplier<VoiceActivity> voiceActivity,
        DialogModel mind,
        Expression expression,
        WebSearch webSearch,
        ChatMeter meter,
        SoundDecoder decoder,
        @Nullable TurnModel turnModel,
        BooleanSupplier pressed) {

    /** Without what an engine can do without. */
    public EngineParts(
            Voice voice,
            SpeechRecognizer recognizer,
            Supplier<VoiceActivity> voiceActivity,
            DialogModel mind,
            Expression expression) {
        this(
                voice,
                recognizer,
                voiceActivity,
                mind,
                expression,
                WebSearch.none(),
                ChatMeter.NONE,
                SoundDecoder.NONE,
                null,
                () -> false);
    }
}
