package dev.trunkline.ai.gemini;

import dev.trunkline.audio.SoundFormat;
import java.util.Locale;

/** The MIME type of sound, as Gemini writes it: {@code audio/pcm;rate=24000}, linear16 little-endian, mono. */
final class SoundType {

    /** No sound that we can play. */
    static final int NONE = 0;

    private static final int USUAL_RATE_HZ = 24_000; // what Gemini speaks, by its documents

    private SoundType() {}

    /** How many samples a second, or {@link #NONE}. */
    static int rateHz(String mimeType) {
        String[] words = mimeType.toLowerCase(Locale.ROOT).replace(" ", "").split(";", -1);
        if (!words[0].equals("audio/pcm")) {
            return NONE;
        }
        for (String word : words) {
            if (word.startsWith("rate=")) {
                return usual(word.substring("rate=".length()));
            }
        }
        return USUAL_RATE_HZ;
    }

    private static int usual(String digits) {
        boolean number = digits.matches("[0-9]{4,6}");
        int rateHz = number ? Integer.parseInt(digits) : NONE;
        return SoundFormat.isUsual(rateHz) ? rateHz : NONE;
    }
}
