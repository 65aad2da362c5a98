package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.DialogModel;
import java.util.function.LongSupplier;

/** Times one generation for a {@link GenerationMeter}. Confined to the generation's lock. */
final class GenerationTimer {

    private final GenerationMeter meter;
    private final LongSupplier nanoClock;
    private final long startNanos;
    private boolean hasToken;
    private boolean hasSentence;

    GenerationTimer(GenerationMeter meter, LongSupplier nanoClock) {
        this.meter = meter;
        this.nanoClock = nanoClock;
        this.startNanos = nanoClock.getAsLong();
        meter.generationStarted();
    }

    /** Since the generation was asked for. */
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

    void failed(DialogModel.Failure failure) {
        meter.failed(failure);
    }
}
