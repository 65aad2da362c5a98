package dev.trunkline.engine.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What the caller of a chat in virtual time hears, as a player that plays one sound after the other would play it: when each
 * sound begins and ends, and of which message it is.
 */
public final class HeardLine {

    private static final int HEADER_BYTES = 44;

    /** One sound, in ms since the beginning. */
    public record Sound(String id, String text, boolean quick, double fromMillis, double toMillis) {

        /** Whether it is no words at all. */
        public boolean isNoise() {
            return text.isEmpty();
        }
    }

    private final ChatScene scene;
    private final ChatScene.Caller client;
    private final List<Sound> sounds = new ArrayList<>();
    private final List<JsonNode> messages = new ArrayList<>();
    private double untilMillis;

    public HeardLine(ChatScene scene, ChatScene.Caller client) {
        this.scene = scene;
        this.client = client;
    }

    /** Lets so much time pass. */
    public HeardLine listen(long millis) {
        for (long i = 0; i <= millis; i++) {
            for (JsonNode message : client.take()) {
                messages.add(message);
                hear(message);
            }
            if (i < millis) {
                scene.time.advanceMillis(1);
            }
        }
        return this;
    }

    private void hear(JsonNode message) {
        if (EviClient.type(message).equals("audio_output")) {
            byte[] wav = Base64.getDecoder().decode(message.path("data").asText());
            int rateHz = (wav[24] & 0xff) | (wav[25] & 0xff) << 8 | (wav[26] & 0xff) << 16;
            double from = Math.max(untilMillis, (double) scene.time.elapsedMillis());
            untilMillis = from + (wav.length - HEADER_BYTES) / 2.0 / rateHz * 1_000;
            String id = message.path("id").asText();
            sounds.add(new Sound(id, text(id), isQuick(id), from, untilMillis));
        }
    }

    private String text(String id) {
        return messages.stream()
                .filter(message -> EviClient.type(message).equals("assistant_message")
                        && message.path("id").asText().equals(id))
                .map(message -> message.at("/message/content").asText())
                .findFirst()
                .orElse("");
    }

    private boolean isQuick(String id) {
        return messages.stream()
                .anyMatch(message -> message.path("id").asText().equals(id)
                        && message.path("is_quick_response").asBoolean());
    }

    public List<Sound> sounds() {
        return List.copyOf(sounds);
    }

    public List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** Whether a message of that type has come. */
    public boolean hasHeard(String type) {
        return messages.stream().anyMatch(message -> EviClient.type(message).equals(type));
    }

    /** The sentences that were begun, in order. */
    public List<String> sentences() {
        List<String> texts = new ArrayList<>();
        String last = "";
        for (Sound sound : sounds) {
            if (!sound.isNoise() && !sound.id().equals(last)) {
                texts.add(sound.text());
            }
            last = sound.isNoise() ? last : sound.id();
        }
        return texts;
    }

    /** The longest time without any sound between these two, in ms. */
    public double longestSilenceMillis(double fromMillis, double toMillis) {
        double longest = 0;
        double quietSince = fromMillis;
        for (Sound sound : sounds) {
            if (sound.toMillis() > fromMillis && sound.fromMillis() < toMillis) {
                longest = Math.max(longest, sound.fromMillis() - quietSince);
                quietSince = Math.max(quietSince, sound.toMillis());
            }
        }
        return Math.max(longest, toMillis - quietSince);
    }

    /** When the sound of that sentence begins. */
    public double beginMillis(String text) {
        return sounds.stream()
                .filter(sound -> sound.text().equals(text))
                .findFirst()
                .orElseThrow()
                .fromMillis();
    }
}
