package dev.trunkline.lab.fleet;

import dev.trunkline.lab.fleet.call.FleetPlan;
import java.util.List;
import java.util.Locale;

/** Sizes that have a name: bounded in calls and in time. Two cores carry all of them, with the generator beside the bridge. */
public enum Profile {
    SMOKE("does it work at all?", 20, 10, 30, 0, 0, true),
    STANDARD("to be carried with ease", 200, 20, 600, 0, 0, true),
    STRESS("twice that", 400, 20, 60, 0, 0, true),
    CHURN("10,000 short calls in all", 100, 25, 900, 5, 10_000, true),
    IDLE("a frame a second each", 1_000, 50, 60, 0, 0, false),
    SOAK("as in daily use, with faults", 150, 5, 3_600, 180, 0, true),
    CHAOS("AI sockets break in mid-sentence", 200, 20, 40, 0, 0, true),
    CONVERSATION("200 scenes: how the agent takes turns", 4, 1, 3_600, 30, 200, true);

    private static final int MAX_WARM_UP_SECONDS = 10;

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final FleetPlan.Size size;

    private final boolean talkative;

    Profile(String words, int calls, double ramp, int seconds, int callSeconds, int total, boolean talkative) {
        this.words = words;
        this.size = new FleetPlan.Size(calls, ramp, seconds, callSeconds, warmUpSeconds(seconds), total, 0, 0);
        this.talkative = talkative;
    }

    /** All of it as a row: name, calls, new ones a second, longest duration, length of a call, what it is for. */
    public String line() {
        String length = size.callSeconds() == 0 ? "to the end" : size.callSeconds() + " s";
        return String.format(
                Locale.ROOT,
                "  %-12s %5d %6.0f/s %6d s  %-10s  %s",
                name().toLowerCase(Locale.ROOT),
                size.calls(),
                size.rampPerSecond(),
                size.durationSeconds(),
                length,
                words);
    }

    public String words() {
        return words;
    }

    /** How many, how long; its duration is the longest that it takes. */
    public FleetPlan.Size size() {
        return size;
    }

    /** Whether the callers speak. */
    public boolean isTalkative() {
        return talkative;
    }

    /** What goes wrong between bridge and far end, in the words of {@code chaos}; nothing in most. */
    public List<String> faults() {
        return switch (this) {
            case CHAOS -> List.of("reset:0.3@3s..15s/utterance");
            case SOAK ->
                List.of(
                        "reset:0.02@5s..120s/utterance",
                        "stall=4s:0.01@5s..120s/down",
                        "deaf=4s:0.005@5s..120s/up",
                        "half-close:0.005@5s..120s/down",
                        "truncate=2000:0.005@5s..120s/down",
                        "garbage=3:0.005@5s..120s/down");
            default -> List.of();
        };
    }

    /** A quarter of a duration, ten seconds at most. */
    public static int warmUpSeconds(int durationSeconds) {
        return Math.min(MAX_WARM_UP_SECONDS, durationSeconds / 4);
    }
}
