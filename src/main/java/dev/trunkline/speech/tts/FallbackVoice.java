package dev.trunkline.speech.tts;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A voice with another that speaks in its place when it fails, so that nobody is left in silence. After a failure the
 * other one speaks for ten seconds before the first is tried again: callers should not wait for the same timeout with every
 * sentence. Thread-safe.
 */
public final class FallbackVoice implements Voice {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackVoice.class);
    private static final long REST_NANOS = 10_000_000_000L;

    private final Voice primary;
    private final Voice fallback;
    private final Rest rest;
    private final SpeechMeter meter;

    /**
     * Both voices stay the caller's.
     *
     * @param fallback what it says is brought to the sample rate of {@code primary}
     * @param nanoTime a clock of nanoseconds that never goes back
     */
    public FallbackVoice(Voice primary, Voice fallback, LongSupplier nanoTime, SpeechMeter meter) {
        this(primary, fallback, new Rest(nanoTime), meter);
    }

    private FallbackVoice(Voice primary, Voice fallback, Rest rest, SpeechMeter meter) {
        this.primary = primary;
        this.fallback = fallback;
        this.rest = rest;
        this.meter = meter;
    }

    @Override
    public Speech say(String text) {
        if (!rest.isOn()) {
            try {
                return primary.say(text);
            } catch (RuntimeException e) {
                if (Stopped.isBehind(e)) {
                    throw e;
                }
                rest.begin();
                LOG.atWarn().addKeyValue("reason", e.toString()).log("voice failed, another one speaks");
            }
        }
        try {
            Speech speech = fallback.say(text).at(primary.sampleRateHz());
            meter.voiceFailed(SpeechMeter.Outcome.ANOTHER_SPOKE);
            return speech;
        } catch (RuntimeException e) {
            meter.voiceFailed(SpeechMeter.Outcome.LOST);
            throw e;
        }
    }

    @Override
    public Voice named(String name) {
        return new FallbackVoice(primary.named(name), fallback.named(name), rest, meter);
    }

    @Override
    public boolean knows(String name) {
        return primary.knows(name);
    }

    @Override
    public int sampleRateHz() {
        return primary.sampleRateHz();
    }

    /** Whether the primary voice, under all its names, is left alone. Thread-safe. */
    private static final class Rest {
        private final LongSupplier nanoTime;
        private long untilNanos;
        private boolean on;

        Rest(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        synchronized void begin() {
            on = true;
            untilNanos = nanoTime.getAsLong() + REST_NANOS;
        }

        synchronized boolean isOn() {
            on = on && untilNanos - nanoTime.getAsLong() > 0;
            return on;
        }
    }
}
