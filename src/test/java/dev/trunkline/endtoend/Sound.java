package dev.trunkline.endtoend;

import dev.trunkline.audio.Tones;
import dev.trunkline.speech.Speech;

/** Sound to send through a whole line, and what can be found in what came out. Samples are on the 16-bit scale. */
final class Sound {

    static final int PHONE_RATE_HZ = 8_000;

    private static final float LOUD = 1_000;
    private static final int SILENT_MILLIS = 50;

    private Sound() {}

    static float[] tone(double hz, int sampleRateHz, int millis, double amplitude) {
        return Tones.sine(hz, sampleRateHz, sampleRateHz / 100 * millis / 10, amplitude);
    }

    static float[] joined(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        var all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    static float[] sum(float[] one, float[] other) {
        var both = new float[one.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = one[i] + other[i];
        }
        return both;
    }

    /** As a caller says it. */
    static Speech speech(float[] samples, int sampleRateHz) {
        return new Speech(rounded(samples), sampleRateHz);
    }

    static short[] rounded(float[] samples) {
        var rounded = new short[samples.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (short) Math.round(samples[i]);
        }
        return rounded;
    }

    static float[] samples(short[] heard) {
        var samples = new float[heard.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = heard[i];
        }
        return samples;
    }

    static boolean isLoud(float sample) {
        return Math.abs(sample) > LOUD;
    }

    /** Where the first loud sound at or after {@code from} begins; the length when there is none. */
    static int onset(float[] samples, int from) {
        int at = from;
        while (at < samples.length && !isLoud(samples[at])) {
            at++;
        }
        return at;
    }

    /** Where the last loud sound that began before {@code to}, after at least 50 ms of silence, began. */
    static int lastOnset(float[] samples, int to, int sampleRateHz) {
        int silence = 0;
        int firstLoud = to;
        for (int i = to - 1; i >= 0; i--) {
            if (isLoud(samples[i])) {
                firstLoud = i;
                silence = 0;
            } else if (firstLoud < to && ++silence >= SILENT_MILLIS * sampleRateHz / 1_000) {
                return firstLoud;
            }
        }
        return firstLoud;
    }

    static float loudest(float[] samples, int from, int to) {
        float loudest = 0;
        for (int i = from; i < to; i++) {
            loudest = Math.max(loudest, Math.abs(samples[i]));
        }
        return loudest;
    }
}
