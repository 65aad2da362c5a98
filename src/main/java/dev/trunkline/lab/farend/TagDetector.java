package dev.trunkline.lab.farend;

import org.jspecify.annotations.Nullable;

/**
 * Hears tags in one caller's sound, 20 ms at a time: loud, and nearly all of it one tone, which speech never is. Silence and
 * everything quiet costs one pass over the samples. Confined to the chat's loop.
 */
final class TagDetector {

    /** -30 dB below full scale. */
    private static final double LOUD = 1_000;
    /** Of all power; a tag that begins 2.5 ms late in its first block, behind a resampler, has 0.87. */
    private static final double PURE = 0.7;
    /** A lost frame in the middle of a tag does not make two of it. */
    private static final int BLOCKS_BETWEEN_TAGS = 5;

    private static final int BLOCKS_PER_SECOND = 50;

    private final int blockBytes;
    private final double talk;
    private final double interrupt;

    private @Nullable Tag last;
    private int blocksSince = BLOCKS_BETWEEN_TAGS;

    TagDetector(int sampleRateHz) {
        this.blockBytes = 2 * (sampleRateHz / BLOCKS_PER_SECOND);
        this.talk = coefficient(Tag.TALK, sampleRateHz);
        this.interrupt = coefficient(Tag.INTERRUPT, sampleRateHz);
    }

    /** How much sound is judged together. */
    int blockBytes() {
        return blockBytes;
    }

    /** The tag that begins in this block, or null. */
    @Nullable
    Tag detect(byte[] linear16, int offset, int lengthBytes) {
        Tag heard = tone(linear16, offset, lengthBytes);
        if (heard == null) {
            blocksSince++;
            return null;
        }
        boolean begins = heard != last || blocksSince >= BLOCKS_BETWEEN_TAGS;
        last = heard;
        blocksSince = 0;
        return begins ? heard : null;
    }

    private @Nullable Tag tone(byte[] linear16, int offset, int lengthBytes) {
        int samples = lengthBytes / 2;
        long energy = 0;
        for (int i = 0; i < samples; i++) {
            int sample = sample(linear16, offset + 2 * i);
            energy += (long) sample * sample;
        }
        if (energy < LOUD * LOUD * samples) {
            return null;
        }
        double whole = (double) energy * samples / 2;
        if (power(linear16, offset, samples, talk) > PURE * whole) {
            return Tag.TALK;
        }
        return power(linear16, offset, samples, interrupt) > PURE * whole ? Tag.INTERRUPT : null;
    }

    /** Goertzel's: the squared magnitude of one frequency, {@code energy * samples / 2} for a pure tone. */
    private static double power(byte[] linear16, int offset, int samples, double coefficient) {
        double before = 0;
        double beforeThat = 0;
        for (int i = 0; i < samples; i++) {
            double now = sample(linear16, offset + 2 * i) + coefficient * before - beforeThat;
            beforeThat = before;
            before = now;
        }
        return before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
    }

    private static int sample(byte[] linear16, int at) {
        return (linear16[at] & 0xFF) | linear16[at + 1] << 8;
    }

    private static double coefficient(Tag tag, int sampleRateHz) {
        return 2 * Math.cos(2 * Math.PI * tag.frequencyHz() / sampleRateHz);
    }
}
