package dev.trunkline.engine.endofturn;

import dev.trunkline.engine.endofturn.PlayedCall.Ears;
import dev.trunkline.engine.endofturn.PlayedCall.Outcome;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.speech.turn.TurnModel;
import dev.trunkline.speech.vad.FvadVoiceActivity;
import dev.trunkline.speech.vad.VoiceActivities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plays turns, a few of them in one call after the other, and tells how many were cut off and how late the rest were ended. */
public final class EndOfTurnTrial {

    private static final int TURNS_OF_A_CALL = 5;
    private static final VoiceActivities VOICE_ACTIVITIES = new VoiceActivities(FvadVoiceActivity.Mode.VERY_AGGRESSIVE);

    private EndOfTurnTrial() {}

    /**
     * What came of a row of turns.
     *
     * @param cutOff the share of all turns that were ended before they were over
     * @param cutOffPaused the same of those with pauses inside
     * @param missed turns whose end was never noticed
     * @param meanMillis from the last sound to the decision
     * @param p90Millis nine of ten are not later
     */
    public record Result(int turns, double cutOff, double cutOffPaused, int missed, double meanMillis, long p90Millis) {

        public static Result of(List<Outcome> outcomes) {
            List<Outcome> paused = outcomes.stream()
                    .filter(outcome -> outcome.turn().isPaused())
                    .toList();
            long[] latencies = outcomes.stream()
                    .mapToLong(Outcome::latencyMillis)
                    .filter(millis -> millis < PlayedCall.AFTER_MILLIS)
                    .sorted()
                    .toArray();
            return new Result(
                    outcomes.size(),
                    share(outcomes),
                    share(paused),
                    outcomes.size() - latencies.length,
                    Arrays.stream(latencies).average().orElse(0),
                    latencies.length == 0 ? 0 : latencies[latencies.length * 9 / 10]);
        }

        private static double share(List<Outcome> outcomes) {
            return outcomes.isEmpty()
                    ? 0
                    : outcomes.stream().filter(Outcome::cutOff).count() / (double) outcomes.size();
        }
    }

    public static List<Outcome> play(
            List<PausedTurn> turns, Ears ears, EndOfTurnSilence silence, @Nullable TurnModel model) {
        TurnSettings settings = TurnSettings.defaults().withEndOfTurnSilence(silence);
        int calls = (turns.size() + TURNS_OF_A_CALL - 1) / TURNS_OF_A_CALL;
        return IntStream.range(0, calls)
                .parallel()
                .boxed()
                .flatMap(call -> {
                    List<Outcome> outcomes = new ArrayList<>();
                    try (PlayedCall played = new PlayedCall(ears, settings, VOICE_ACTIVITIES::forStream, model, call)) {
                        int to = Math.min(turns.size(), (call + 1) * TURNS_OF_A_CALL);
                        turns.subList(call * TURNS_OF_A_CALL, to).forEach(turn -> outcomes.add(played.play(turn)));
                    }
                    return outcomes.stream();
                })
                .toList();
    }
}
