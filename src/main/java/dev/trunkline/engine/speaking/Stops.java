package dev.trunkline.engine.speaking;

import dev.trunkline.speech.file.RawSamples;
import dev.trunkline.speech.file.WavFile;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Cuts a spoken sentence where a speaker could stop: where it is quiet, which is between words. */
public final class Stops {

    private static final int WINDOW_MILLIS = 10;
    private static final int QUIET_WINDOWS = 3;
    private static final int LEAST_WINDOWS = 20; // nobody stops after half a word
    private static final double QUIET_SHARE = 0.02; // of the mean power: 17 dB below it

    private Stops() {}

    /** The same sound, in pieces after each of which it may end. */
    public static List<CachedSynthesizer.Chunk> between(CachedSynthesizer.Spoken spoken, int sampleRateHz) {
        short[] samples = samples(spoken);
        int window = sampleRateHz * WINDOW_MILLIS / 1_000;
        double[] power = power(samples, window);
        double mean = 0;
        for (double each : power) {
            mean += each / power.length;
        }
        List<CachedSynthesizer.Chunk> pieces = new ArrayList<>();
        int from = 0;
        for (int at = LEAST_WINDOWS; at + LEAST_WINDOWS < power.length; at++) {
            if (at - from / window >= LEAST_WINDOWS && isQuiet(power, at, mean * QUIET_SHARE)) {
                int cut = (at + QUIET_WINDOWS / 2 + 1) * window;
                pieces.add(CachedSynthesizer.Chunk.of(samples, from, cut - from, sampleRateHz));
                from = cut;
            }
        }
        pieces.add(CachedSynthesizer.Chunk.of(samples, from, samples.length - from, sampleRateHz));
        return pieces;
    }

    private static boolean isQuiet(double[] power, int at, double threshold) {
        for (int i = at; i < at + QUIET_WINDOWS; i++) {
            if (power[i] > threshold) {
                return false;
            }
        }
        return true;
    }

    private static double[] power(short[] samples, int window) {
        double[] power = new double[samples.length / window];
        for (int i = 0; i < power.length * window; i++) {
            power[i / window] += (double) samples[i] * samples[i] / window;
        }
        return power;
    }

    private static short[] samples(CachedSynthesizer.Spoken spoken) {
        ByteArrayOutputStream sound = new ByteArrayOutputStream();
        for (CachedSynthesizer.Chunk chunk : spoken.chunks()) {
            byte[] wav = Base64.getDecoder().decode(chunk.base64());
            sound.write(wav, WavFile.HEADER_BYTES, wav.length - WavFile.HEADER_BYTES);
        }
        return RawSamples.samples(sound.toByteArray(), 0, sound.size());
    }
}
