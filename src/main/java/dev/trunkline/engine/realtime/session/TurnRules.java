package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.endofturn.EndOfTurnSilence;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.realtime.wire.TurnRule;
import dev.trunkline.engine.realtime.wire.TurnRule.SemanticVad;
import dev.trunkline.engine.realtime.wire.TurnRule.ServerVad;
import org.jspecify.annotations.Nullable;

/** What a session's rule about turns means to our ears. */
final class TurnRules {

    private static final int LEAST_SILENCE_MILLIS = 300; // below it every breath would end a turn
    private static final int MOST_SILENCE_MILLIS = 3_000;
    private static final int LEAST_INTERRUPTION_MILLIS = 50; // every turn interrupts

    private TurnRules() {}

    /** For no rule, what is usual: turns are not looked for then. */
    static TurnSettings settings(@Nullable TurnRule rule) {
        if (rule instanceof ServerVad vad) {
            int silenceMillis = Math.max(LEAST_SILENCE_MILLIS, Math.min(MOST_SILENCE_MILLIS, vad.silenceMillis()));
            return settings(EndOfTurnSilence.fixed(silenceMillis), vad.threshold(), vad.prefixPaddingMillis());
        }
        TurnSettings usual = TurnSettings.defaults();
        EndOfTurnSilence silence = rule instanceof SemanticVad vad ? silence(vad) : usual.endOfTurnSilence();
        return settings(silence, usual.speechDetectionThreshold(), usual.prefixPaddingMillis());
    }

    private static EndOfTurnSilence silence(SemanticVad vad) {
        EndOfTurnSilence usual = EndOfTurnSilence.ADAPTIVE;
        return switch (vad.eagerness()) {
            case LOW -> new EndOfTurnSilence(Math.max(800, usual.leastMillis()), MOST_SILENCE_MILLIS);
            case MEDIUM, AUTO -> usual;
            case HIGH -> new EndOfTurnSilence(LEAST_SILENCE_MILLIS, Math.min(1_000, usual.mostMillis()));
        };
    }

    private static TurnSettings settings(EndOfTurnSilence silence, double threshold, int paddingMillis) {
        return new TurnSettings(silence, threshold, paddingMillis, LEAST_INTERRUPTION_MILLIS, false, false);
    }
}
