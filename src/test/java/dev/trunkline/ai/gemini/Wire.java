package dev.trunkline.ai.gemini;

import dev.trunkline.ai.gemini.GeminiMessage.Content;
import dev.trunkline.ai.gemini.GeminiMessage.ModelTurn;
import dev.trunkline.ai.gemini.GeminiMessage.Sound;
import dev.trunkline.ai.gemini.GeminiMessage.Told;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Messages as text that can be compared, however they were read. */
final class Wire {

    private Wire() {}

    static String describe(GeminiMessage message) {
        if (message instanceof Sound sound) {
            return describe(sound.sampleRateHz(), Arrays.copyOf(sound.linear16(), sound.lengthBytes()));
        }
        if (message instanceof Told told && told.serverContent() != null && isSoundOnly(told, told.serverContent())) {
            String sound = soundOf(told.serverContent().modelTurn());
            if (sound != null) {
                return sound;
            }
        }
        return message.toString();
    }

    private static String describe(int rateHz, byte[] linear16) {
        return "sound " + rateHz + " " + HexFormat.of().formatHex(linear16);
    }

    private static boolean isSoundOnly(Told told, Content content) {
        return !content.interrupted()
                && !content.generationComplete()
                && !content.turnComplete()
                && content.turnCompleteReason() == null
                && content.inputTranscription() == null
                && content.outputTranscription() == null
                && told.setupComplete() == null
                && told.toolCall() == null
                && told.toolCallCancellation() == null
                && told.goAway() == null
                && told.sessionResumptionUpdate() == null
                && told.usageMetadata() == null;
    }

    /** Null when it is not one sound. */
    private static @Nullable String soundOf(@Nullable ModelTurn turn) {
        if (turn == null) {
            return null;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int[] rateHz = {0};
        boolean[] mixed = {false};
        SoundParts.give(turn, new SoundParts.Sink() {
            @Override
            public void onSound(int sampleRateHz, byte[] linear16, int lengthBytes) {
                mixed[0] |= rateHz[0] != 0 && rateHz[0] != sampleRateHz;
                rateHz[0] = sampleRateHz;
                whole.write(linear16, 0, lengthBytes);
            }

            @Override
            public void onRejected(GeminiRejection reason) {
                mixed[0] = true;
            }
        });
        return mixed[0] || rateHz[0] == 0 ? null : describe(rateHz[0], whole.toByteArray());
    }
}
