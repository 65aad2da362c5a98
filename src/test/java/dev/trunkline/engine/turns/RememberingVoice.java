package dev.trunkline.engine.turns;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Says the same sentence once only, and gives out what it has said. Thread-safe. */
final class RememberingVoice implements Voice {

    private final Voice voice;
    private final Map<String, Speech> said = new ConcurrentHashMap<>();

    RememberingVoice(Voice voice) {
        this.voice = voice;
    }

    @Override
    public Speech say(String text) {
        return said.computeIfAbsent(text, voice::say);
    }

    @Override
    public int sampleRateHz() {
        return voice.sampleRateHz();
    }
}
