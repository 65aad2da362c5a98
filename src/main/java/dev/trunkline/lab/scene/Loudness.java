package dev.trunkline.lab.scene;

import dev.trunkline.lab.phone.Blocks;
import dev.trunkline.speech.Speech;

/** How loud sound is on a telephone line, in decibels below full scale, pauses left out. */
final class Loudness {

    /** Of a caller who speaks into the telephone. */
    static final double CALLER_DB = -20;

    private static final double FULL_SCALE = 32_768;
    private static final double PAUSE_SHARE = 0.1; // of the loudest frame: 20 dB below it is a pause

    private Loudness() {}

    /** The same at 8 kHz, so loud. */
    static Speech at(double db, Speech speech) {
        short[] samples = speech.at(Blocks.SAMPLE_RATE_HZ).samples();
        double rms = rms(samples);
        double gain = rms == 0 ? 0 : FULL_SCALE * Math.pow(10, db / 20) / rms;
        short[] scaled = new short[samples.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(samples[i] * gain)));
        }
        return new Speech(scaled, Blocks.SAMPLE_RATE_HZ);
    }

    private static double rms(short[] samples) {
        double[] energy = new double[samples.length / Blocks.SAMPLES + 1];
        double loudest = 0;
        for (int i = 0; i < samples.length; i++) {
            energy[i / Blocks.SAMPLES] += (double) samples[i] * samples[i];
            loudest = Math.max(loudest, energy[i / Blocks.SAMPLES]);
        }
        double sum = 0;
        int counted = 0;
        for (double each : energy) {
            if (each > loudest * PAUSE_SHARE * PAUSE_SHARE) {
                sum += each;
                counted++;
            }
        }
        return counted == 0 ? 0 : Math.sqrt(sum / counted / Blocks.SAMPLES);
    }
}
