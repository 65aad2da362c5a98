package dev.trunkline.app;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.remote.GenerationMeter;
import dev.trunkline.engine.turns.ChatMeter;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.normalization.Unspoken;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import java.util.Locale;

/** What the engine measures, as metrics. Thread-safe. */
final class EngineMetrics implements ChatMeter, GenerationMeter, SpeechMeter {

    private final Metrics metrics;

    EngineMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void turnAnswered(long nanos) {
        metrics.record(MetricName.ENGINE_TURN, nanos);
    }

    @Override
    public void refused(String reason) {
        metrics.count(MetricName.REQUESTS_REFUSED, reason);
    }

    @Override
    public void firstToken(long afterNanos) {
        metrics.record(MetricName.ENGINE_MIND_TOKEN, afterNanos);
    }

    @Override
    public void firstSentence(long afterNanos) {
        metrics.record(MetricName.ENGINE_MIND_SENTENCE, afterNanos);
    }

    @Override
    public void failed(DialogModel.Failure failure) {
        metrics.count(MetricName.ENGINE_MIND_FAILURES, failure.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void unspoken(Unspoken what, int count) {
        for (int i = 0; i < count; i++) {
            metrics.count(MetricName.ENGINE_UNSPOKEN, what.label());
        }
    }

    @Override
    public void voiceFailed(Outcome outcome) {
        metrics.count(MetricName.ENGINE_VOICE_FAILURES, outcome.name().toLowerCase(Locale.ROOT));
    }
}
