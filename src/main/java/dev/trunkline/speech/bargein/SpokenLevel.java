package dev.trunkline.speech.bargein;

import java.util.Arrays;

/**
 * How loud somebody speaks: the level that a tenth of all frames of speech reach, those of the loud syllables. One word louder than the
 * rest changes little, and neither does a sentence that dies away. Allocates nothing. Confined to one thread.
 */
final class SpokenLevel {

    private static final double LOUD_SHARE = 0.1;
    private static final int LOWEST_DB = -96;

    private final double[] framesOfDb = new double[-LOWEST_DB + 1]; // by whole decibels below full scale
    private double frames;

    /** A frame of speech was so loud, in dB of full scale. */
    void add(double db) {
        framesOfDb[(int) Math.max(0, Math.min(framesOfDb.length - 1, Math.round(db) - LOWEST_DB))]++;
        frames++;
    }

    /** All of it counts as well; what was there counts as {@code most} frames at most, so that it can change. */
    void add(SpokenLevel other, int most) {
        double kept = frames > most ? most / frames : 1;
        for (int i = 0; i < framesOfDb.length; i++) {
            framesOfDb[i] = kept * framesOfDb[i] + other.framesOfDb[i];
        }
        frames = kept * frames + other.frames;
    }

    void clear() {
        Arrays.fill(framesOfDb, 0);
        frames = 0;
    }

    double frames() {
        return frames;
    }

    /** In dB of full scale; the lowest there is when nothing was heard. */
    double loudDb() {
        double louder = 0;
        for (int i = framesOfDb.length - 1; i > 0; i--) {
            louder += framesOfDb[i];
            if (louder > 0 && louder >= LOUD_SHARE * frames) {
                return i + LOWEST_DB;
            }
        }
        return LOWEST_DB;
    }
}
