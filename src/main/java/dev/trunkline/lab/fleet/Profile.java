package dev.trunkline.lab.fleet;

/** Sizes that have a name: bounded in calls and in time. Two cores carry all of them, with the generator beside the bridge. */
public enum Profile {
    /** Does it work at all? */
    SMOKE(20, 10, 30, 0, true),
    /** What a bridge has to carry with ease. */
    STANDARD(200, 20, 600, 0, true),
    /** Twice that. */
    STRESS(400, 20, 60, 0, true),
    /** Calls that come and go: 36,000 of them. */
    CHURN(100, 20, 1_800, 5, true),
    /** Callers who hold the line. */
    IDLE(1_000, 50, 60, 0, false),
    /** As in daily use. */
    SOAK(150, 5, 4_800, 180, true);

    private static final int MAX_WARM_UP_SECONDS = 10;

    private final int calls;
    private final double rampPerSecond;
    private final int durationSeconds;
    private final int callSeconds;
    private final boolean talkative;

    Profile(int calls, double rampPerSecond, int durationSeconds, int callSeconds, boolean talkative) {
        this.calls = calls;
        this.rampPerSecond = rampPerSecond;
        this.durationSeconds = durationSeconds;
        this.callSeconds = callSeconds;
        this.talkative = talkative;
    }

    public int calls() {
        return calls;
    }

    public double rampPerSecond() {
        return rampPerSecond;
    }

    public int durationSeconds() {
        return durationSeconds;
    }

    /** Mean length of a call, 0 for as long as the fleet. */
    public int callSeconds() {
        return callSeconds;
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
