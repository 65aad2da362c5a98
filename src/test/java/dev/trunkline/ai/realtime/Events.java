package dev.trunkline.ai.realtime;

import dev.trunkline.ai.realtime.RealtimeEvent.AudioDelta;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Events as text that can be compared, and JSON with single quotes. */
final class Events {

    private Events() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** {@code 'a'} is {@code "a"}: JSON that can be read in a test. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    static String describe(RealtimeEvent event) {
        if (event instanceof AudioDelta audio) {
            String sound = HexFormat.of().formatHex(Arrays.copyOf(audio.sound(), audio.lengthBytes()));
            return "AudioDelta[" + audio.responseId() + " " + audio.itemId() + " " + audio.contentIndex() + " " + sound
                    + "]";
        }
        return event.toString();
    }
}
