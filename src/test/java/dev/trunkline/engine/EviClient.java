package dev.trunkline.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An EVI client that reads message by message, whatever lies between it and the engine. Its own JSON, none of the engine's code.
 *
 * @param <C> itself
 */
public abstract class EviClient<C extends EviClient<C>> {

    public static final String LINEAR16_8K =
            "{\"type\":\"session_settings\",\"audio\":{\"encoding\":\"linear16\",\"sample_rate\":8000,\"channels\":1}}";
    /** Asks for EVI's own tool that ends the chat. */
    public static final String HANG_UP = "{\"type\":\"session_settings\",\"builtin_tools\":[{\"name\":\"hang_up\"}]}";

    private double phase;

    public abstract C send(String json);

    public abstract C send(byte[] bytes);

    /** The next message, as soon as it comes. */
    public abstract JsonNode next();

    /** What has come and was not read. */
    public abstract List<JsonNode> pending();

    /** How the engine closed, as soon as it has. */
    public abstract int closeCode();

    /** Declares 8 kHz linear16. */
    public C declare() {
        return send(LINEAR16_8K);
    }

    public C type(String text) {
        return send("{\"type\":\"user_input\",\"text\":\"" + text + "\"}");
    }

    /** Has the agent say this. */
    public C dictate(String text) {
        return send("{\"type\":\"assistant_input\",\"text\":\"" + text + "\"}");
    }

    /** A loud tone for that long, in frames of 20 ms, at once. */
    public C speak(int millis) {
        return sound(millis, 8_000);
    }

    /** The same 12 dB softer. */
    public C speakSoftly(int millis) {
        return sound(millis, 2_000);
    }

    public C silence(int millis) {
        return sound(millis, 0);
    }

    /** A whole turn: speech, then enough silence to end it. */
    public C turn() {
        speak(600);
        return silence(700);
    }

    private C sound(int millis, int amplitude) {
        C self = soundFrame(amplitude);
        for (int at = 20; at < millis; at += 20) {
            self = soundFrame(amplitude);
        }
        return self;
    }

    private C soundFrame(int amplitude) {
        String data = Base64.getEncoder().encodeToString(frame(amplitude));
        return send("{\"type\":\"audio_input\",\"data\":\"" + data + "\"}");
    }

    private byte[] frame(int amplitude) {
        byte[] bytes = new byte[320];
        for (int i = 0; i < 160; i++) {
            phase += 2 * Math.PI * 300 / 8_000;
            short sample = (short) (amplitude * Math.sin(phase));
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        return bytes;
    }

    /** The next message of that type; others before it are passed over. */
    public JsonNode await(String type) {
        JsonNode message = next();
        while (!type(message).equals(type)) {
            message = next();
        }
        return message;
    }

    /** All messages up to and including the next of that type. */
    public List<JsonNode> until(String type) {
        List<JsonNode> messages = new ArrayList<>();
        do {
            messages.add(next());
        } while (!type(messages.get(messages.size() - 1)).equals(type));
        return messages;
    }

    /** What the agent says up to its next {@code assistant_end}. */
    public List<String> words() {
        return until("assistant_end").stream()
                .filter(message -> type(message).equals("assistant_message"))
                .map(message -> message.path("message").path("content").asText())
                .toList();
    }

    public static String type(JsonNode message) {
        return message.path("type").asText();
    }
}
