package dev.trunkline.engine.speaking;

import dev.trunkline.engine.wire.Bounds;

/**
 * What {@code audio_output} carries. Immutable.
 *
 * @param sampleRateHz 48,000 by default, as EVI's schema says; 24,000 as some have measured
 * @param chunkMillis how much sound one message carries, 20 to 5,000; 500 by default
 */
public record SoundSettings(int sampleRateHz, int chunkMillis) {

    public SoundSettings {
        Bounds.check(sampleRateHz, 8_000, 48_000, "output sample rate");
        Bounds.check(chunkMillis, 20, 5_000, "chunk length");
    }

    public static SoundSettings defaults() {
        return new SoundSettings(48_000, 500);
    }
}
