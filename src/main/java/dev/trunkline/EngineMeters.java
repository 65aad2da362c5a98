package dev.trunkline;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.remote.GenerationMeter;
import dev.trunkline.engine.turns.ChatMeter;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.reading.Unspoken;
import dev.trunkline.telemetry.Meters;
import dev.trunkline.telemetry.MetricName;
import java.util.Locale;

/** What the engine measures, as metrics. Thread-safe. */
final class EngineMeters implements ChatMeter, GenerationMeter, SpeechMeter {

    private final Meters meters;

    EngineMeters(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void turnAnswered(long nanos) {
        meters.record(MetricName.ENGINE_TURN, nanos);
    }

    @Override
    public void refused(String reason) {
        meters.count(MetricName.REQUESTS_REFUSED, reason);
    }

    @Override
    public void firstToken(long afterNanos) {
        meters.record(MetricName.ENGINE_MIND_TOKEN, afterNanos);
    }

    @Override
    public void firstSentence(long afterNanos) {
        meters.record(MetricName.ENGINE_MIND_SENTENCE, afterNanos);
    }

    @Override
    public void failed(DialogModel.Failure failure) {
        meters.count(MetricName.ENGINE_MIND_FAILURES, failure.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void unspoken(Unspoken what, int count) {
        for (int i = 0; i < count; i++) {
            meters.count(MetricName.ENGINE_UNSPOKEN, what.label());
        }
    }

    @Override
    public void voiceFailed(Outcome outcome) {
        meters.count(MetricName.ENGINE_VOICE_FAILURES, outcome.name().toLowerCase(Locale.ROOT));
    }
}
