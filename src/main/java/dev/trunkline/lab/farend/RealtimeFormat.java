package dev.trunkline.lab.farend;

import dev.trunkline.speech.file.RawSamples;
import org.jspecify.annotations.Nullable;

/** How sound is written in the Realtime dialect, as far as telephones need it. */
enum RealtimeFormat {
    PCM("audio/pcm", 24_000, 2),
    PCMU("audio/pcmu", 8_000, 1);

    private final String type;
    private final int sampleRateHz;
    private final int bytesPerSample;

    RealtimeFormat(String type, int sampleRateHz, int bytesPerSample) {
        this.type = type;
        this.sampleRateHz = sampleRateHz;
        this.bytesPerSample = bytesPerSample;
    }

    /** By its name on the wire; null when there is none. */
    static @Nullable RealtimeFormat of(String type) {
        for (RealtimeFormat format : values()) {
            if (format.type.equals(type)) {
                return format;
            }
        }
        return null;
    }

    int sampleRateHz() {
        return sampleRateHz;
    }

    int millis(long bytes) {
        return (int) (bytes * 1_000 / ((long) sampleRateHz * bytesPerSample));
    }

    byte[] bytes(short[] samples) {
        return this == PCMU ? Companding.muLaw(samples) : RawSamples.bytes(samples);
    }
}
