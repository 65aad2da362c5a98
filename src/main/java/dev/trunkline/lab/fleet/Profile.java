package dev.trunkline.lab.fleet;

import java.util.Locale;

/** Sizes that have a name: bounded in calls and in time. Two cores carry all of them, with the generator beside the bridge. */
public enum Profile {
    SMOKE("does it work at all?", 20, 10, 30, 0, 0, true),
    STANDARD("to be carried with ease", 200, 20, 600, 0, 0, true),
    STRESS("twice that", 400, 20, 60, 0, 0, true),
    CHURN("10,000 short calls in all", 100, 25, 900, 5, 10_000, true),
    IDLE("a frame a second each", 1_000, 50, 60, 0, 0, false),
    SOAK("as in daily use", 150, 5, 4_800, 180, 0, true);

    private static final int MAX_WARM_UP_SECONDS = 10;

    private final String words;
    private final int calls;
    private final double rampPerSecond;
    private final int durationSeconds;
    private final int callSeconds;
    private final int totalCalls;
    private final boolean talkative;

    Profile(
            String words,
            int calls,
            double rampPerSecond,
            int durationSeconds,
            int callSeconds,
            int totalCalls,
            boolean talkative) {
        this.words = words;
        this.calls = calls;
        this.rampPerSecond = rampPerSecond;
        this.durationSeconds = durationSeconds;
        this.callSeconds = callSeconds;
        this.totalCalls = totalCalls;
        this.talkative = talkative;
    }

    /** What it is for. */
    public String words() {
        return words;
    }

    /** All of it as a row: name, calls, new ones a second, longest duration, length of a call, what it is for. */
    public String line() {
        String length = callSeconds == 0 ? "to the end" : callSeconds + " s";
        return String.format(
                Locale.ROOT,
                "  %-8s %5d %6.0f/s %6d s  %-10s  %s",
                name().toLowerCase(Locale.ROOT),
                calls,
                rampPerSecond,
                durationSeconds,
                length,
                words);
    }

    public int calls() {
        return calls;
    }

    public double rampPerSecond() {
        return rampPerSecond;
    }

    /** From when all calls have been placed; the longest that it takes. */
    public int durationSeconds() {
        return durationSeconds;
    }

    /** Mean length of a call, 0 for as long as the fleet. */
    public int callSeconds() {
        return callSeconds;
    }

    /** After which no more are placed, 0 for no such bound. */
    public int totalCalls() {
        return totalCalls;
    }

    /** Whether the callers speak. */
    public boolean isTalkative() {
        return talkative;
    }

    /** A quarter of a duration, ten seconds at most. */
    public static int warmUpSeconds(int durationSeconds) {
        return Math.min(MAX_WARM_UP_SECONDS, durationSeconds / 4);
    }
}
