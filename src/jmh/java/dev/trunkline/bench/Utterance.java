package dev.trunkline.bench;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.sphinx.PhraseGrammar;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a caller says, as the messages that carry it: 20 ms of 16 kHz each, up to the last word.
 *
 * @param messages {@code audio_input}
 */
public record Utterance(String text, List<String> messages) {

    static final String SETTINGS =
            "{\"type\":\"session_settings\",\"audio\":{\"encoding\":\"linear16\",\"sample_rate\":16000,\"channels\":1}}";

    static final int FRAME_MILLIS = 20;
    private static final int RATE_HZ = 16_000;
    private static final int FRAME_SAMPLES = RATE_HZ * FRAME_MILLIS / 1_000;
    private static final int QUIET = 300; // of 32,767: the voice's own silence
    static final String SILENCE = message(new short[0], 0);

    /** All phrases of the default grammar but those that end the chat. */
    public static List<Utterance> ofCallers() {
        FreeTtsVoice voice = new FreeTtsVoice();
        List<Utterance> all = new ArrayList<>();
        for (String phrase : PhraseGrammar.contactCentre().phrases()) {
            if (!phrase.contains("bye") && !phrase.startsWith("no")) {
                all.add(of(phrase, voice.say(phrase)));
            }
        }
        return all;
    }

    private static Utterance of(String text, Speech speech) {
        short[] samples = speech.samples();
        int end = samples.length;
        while (end > 0 && Math.abs(samples[end - 1]) < QUIET) {
            end--;
        }
        List<String> messages = new ArrayList<>();
        for (int at = 0; at < end; at += FRAME_SAMPLES) {
            messages.add(message(samples, at));
        }
        return new Utterance(text, messages);
    }

    private static String message(short[] samples, int offset) {
        byte[] bytes = new byte[FRAME_SAMPLES * Short.BYTES];
        for (int i = 0; i < FRAME_SAMPLES && offset + i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[offset + i];
            bytes[2 * i + 1] = (byte) (samples[offset + i] >> 8);
        }
        return "{\"type\":\"audio_input\",\"data\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
    }
}
