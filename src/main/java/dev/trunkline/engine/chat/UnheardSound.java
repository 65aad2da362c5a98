package dev.trunkline.engine.chat;

import dev.trunkline.engine.hearing.AudioInputDecoder;
import dev.trunkline.engine.turns.Client;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.speech.file.Container;
import org.jspecify.annotations.Nullable;

/** What a client is told whose sound cannot be heard: what it sends, and what to send instead. */
final class UnheardSound {

    private static final String INSTEAD =
            "Please send linear16 declared by session_settings.audio, WAV, or WebM with Opus"
                    + " (in browsers: new MediaRecorder(stream, {mimeType: 'audio/webm;codecs=opus'})).";

    private UnheardSound() {}

    /**
     * Tells the client, if there is anything to tell.
     *
     * @param container what the sound was, or null when nobody knows
     */
    static void tell(Client client, AudioInputDecoder.Verdict verdict, @Nullable Container container) {
        switch (verdict) {
            case ACCEPTED -> {}
            case TOO_LONG ->
                client.fail(Problem.WHOLE_FILE, "Audio must be streamed; this message holds more than 10 seconds.", "");
            case UNKNOWN_FORMAT, UNDECODABLE -> client.fail(Problem.NOT_TRANSCRIBABLE, message(container), "");
        }
    }

    private static String message(@Nullable Container container) {
        return "Unable to transcribe audio. Please ensure that your audio is appropriately encoded. " + found(container)
                + INSTEAD;
    }

    private static String found(@Nullable Container container) {
        if (container == null) {
            return "";
        }
        return switch (container) {
            case WEBM -> "This is WebM without Opus, or a damaged one. ";
            case MP4 -> "This is MP4 (Safari's MediaRecorder makes it), which this server cannot decode. ";
            default -> "This is " + container.label() + ", which this server cannot decode. ";
        };
    }
}
