package dev.trunkline.speech;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what another voice said, least recently wanted first forgotten: a contact centre says the same sentences all day.
 * Thread-safe; a sentence wanted by two callers at once is spoken twice and kept once.
 */
public final class CachingVoice implements Voice {

    private static final int LONGEST_PART = 4; // a sentence of more than a fourth of the cache would empty it

    private final Voice voice;
    private final long maxSamples;
    private final Map<String, Speech> byText = new LinkedHashMap<>(64, 0.75f, true);
    private long samples;

    /** @param maxSeconds of sound kept: two bytes for every sample of the voice */
    public CachingVoice(Voice voice, int maxSeconds) {
        this.voice = voice;
        this.maxSamples = (long) maxSeconds * voice.sampleRateHz();
    }

    @Override
    public Speech say(String text) {
        Speech known = recall(text);
        if (known != null) {
            return known;
        }
        Speech spoken = voice.say(text);
        keep(text, spoken);
        return spoken;
    }

    @Override
    public int sampleRateHz() {
        return voice.sampleRateHz();
    }

    private synchronized @Nullable Speech recall(String text) {
        return byText.get(text);
    }

    private synchronized void keep(String text, Speech spoken) {
        if (spoken.samples().length > maxSamples / LONGEST_PART || byText.putIfAbsent(text, spoken) != null) {
            return;
        }
        samples += spoken.samples().length;
        var oldestFirst = byText.values().iterator();
        while (samples > maxSamples) {
            samples -= oldestFirst.next().samples().length;
            oldestFirst.remove();
        }
    }
}
