package dev.trunkline.lab.carrier;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.speech.Speech;

/** Tones that stand for voices. */
public final class Tones {

    private Tones() {}

    /** A tone as speech. */
    public static Speech speech(double hertz, long millis, int sampleRateHz) {
        short[] samples = new short[(int) (millis * sampleRateHz / 1_000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / sampleRateHz));
        }
        return new Speech(samples, sampleRateHz);
    }

    /** A tone as a server sends it. */
    public static byte[] mulaw(double hertz, long millis) {
        short[] samples = speech(hertz, millis, 8_000).samples();
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            codes[i] = MuLaw.encode(samples[i]);
        }
        return codes;
    }

    /** How strong a frequency is in a stretch of sound: the amplitude of that tone (Goertzel). */
    public static double amplitude(short[] samples, int from, int to, double hertz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / 8_000);
        double before = 0;
        double last = 0;
        for (int i = from; i < to; i++) {
            double next = samples[i] + coefficient * last - before;
            before = last;
            last = next;
        }
        double power = last * last + before * before - coefficient * last * before;
        return 2 * Math.sqrt(Math.max(0, power)) / (to - from);
    }
}
