package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.Mind;
import java.util.function.LongSupplier;

/** Times one thought for a {@link MindMeter}. Confined to the thought's lock. */
final class Stopwatch {

    private final MindMeter meter;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private boolean hasToken;
    private boolean hasSentence;

    Stopwatch(MindMeter meter, LongSupplier nanoClock) {
        this.meter = meter;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        meter.thoughtStarted();
    }

    /** Since the thought was asked for. */
    long elapsedNanos() {
        return nanoClock.getAsLong() - startNanos;
    }

    void token() {
        if (!hasToken) {
            hasToken = true;
            meter.firstToken(elapsedNanos());
        }
    }

    void sentence() {
        if (!hasSentence) {
            hasSentence = true;
            meter.firstSentence(elapsedNanos());
        }
    }

    void failed(Mind.Failure failure) {
        meter.failed(failure);
    }
}
