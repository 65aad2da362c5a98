package dev.trunkline.engine.endofturn;

import java.util.Random;

/**
 * How long callers are silent in mid-turn, by where: log-normal with this median and spread, drawn again until it lies within 300 and
 * 1,500 ms. Immutable.
 */
public enum PauseDistribution {
    SENTENCE('/', 600),
    CONJUNCTION('&', 750),
    DIGITS('#', 550),
    COMPLETE(';', 500);

    private static final double SPREAD = 0.45;
    private static final int LEAST_MILLIS = 300;
    private static final int MOST_MILLIS = 1_500;

    private final char mark;
    private final int medianMillis;

    PauseDistribution(char mark, int medianMillis) {
        this.mark = mark;
        this.medianMillis = medianMillis;
    }

    static PauseDistribution of(char mark) {
        for (PauseDistribution each : values()) {
            if (each.mark == mark) {
                return each;
            }
        }
        throw new IllegalArgumentException("no pause is marked by " + mark);
    }

    int draw(Random random) {
        while (true) {
            double millis = medianMillis * Math.exp(SPREAD * random.nextGaussian());
            if (millis >= LEAST_MILLIS && millis <= MOST_MILLIS) {
                return (int) millis;
            }
        }
    }
}
