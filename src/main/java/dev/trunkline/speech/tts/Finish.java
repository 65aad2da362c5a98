package dev.trunkline.speech.tts;

import dev.trunkline.speech.Speech;
import java.util.Arrays;

/**
 * What a studio does to a voice before it goes on air: the silence around it is cut, pauses inside it are shortened, the consonants are lifted, the level is
 * set. Once for each sentence, never for each frame. Thread-safe.
 */
final class Finish {

    private static final int LEAD_MILLIS = 40; // a consonant begins below what counts as sound
    private static final int TAIL_MILLIS = 140; // with the next one's lead about the pause that people make
    private static final int BLOCK_MILLIS = 10;
    private static final int LONGEST_PAUSE_BLOCKS =
            28; // at a comma, and between groups of digits; MaryTTS makes 400 to 500 ms
    private static final int FADE_MILLIS = 5;
    private static final double BELOW_LOUDEST_DB = 32; // what is weaker a telephone hears as a pause
    private static final double BEGINNING_BELOW_LOUDEST_DB =
            42; // and weaker still are breath and the ringing of filters
    private static final double HISS_BELOW_LOUDEST_DB = 41; // an s is heard though it is weak
    private static final int HISS_CROSSINGS_PER_SECOND =
            4_000; // of zero: an s, an f; what dies away crosses it less often
    private static final double PRESENCE_HZ = 2_700; // s, f and t on the telephone are made of 2 to 3.4 kHz
    private static final double PRESENCE_Q = 0.9;

    private final double gain;
    private final double presence;

    /**
     * @param gainDb for the whole of it, so that loud words stay louder than soft ones
     * @param presenceDb how much the consonants are lifted; 0: not at all
     */
    Finish(double gainDb, double presenceDb) {
        this.gain = Math.pow(10, gainDb / 20);
        this.presence = Math.pow(10, presenceDb / 40);
    }

    Speech of(Speech raw) {
        double[] lifted = lifted(raw);
        int block = raw.sampleRateHz() * BLOCK_MILLIS / 1_000;
        boolean[] loud = loud(lifted, block, BELOW_LOUDEST_DB);
        int first = first(loud(lifted, block, BEGINNING_BELOW_LOUDEST_DB)) * block;
        int last = Math.min(lifted.length, (lastHeard(lifted, block, loud) + 1) * block);
        int from = Math.max(0, first - raw.sampleRateHz() * LEAD_MILLIS / 1_000);
        int to = Math.min(lifted.length, last + raw.sampleRateHz() * TAIL_MILLIS / 1_000);
        double[] tight = withShortPauses(lifted, from, to, loud, block);
        return new Speech(faded(tight, raw.sampleRateHz()), raw.sampleRateHz());
    }

    /** A peaking filter of two poles; Robert Bristow-Johnson's cookbook has its formulas. */
    private double[] lifted(Speech raw) {
        double omega = 2 * Math.PI * PRESENCE_HZ / raw.sampleRateHz();
        double alpha = Math.sin(omega) / (2 * PRESENCE_Q);
        double a0 = 1 + alpha / presence;
        double b0 = (1 + alpha * presence) / a0;
        double b1 = -2 * Math.cos(omega) / a0;
        double b2 = (1 - alpha * presence) / a0;
        double a2 = (1 - alpha / presence) / a0;
        double[] output = new double[raw.samples().length];
        double before = 0;
        double beforeThat = 0;
        double outBefore = 0;
        double outBeforeThat = 0;
        for (int i = 0; i < output.length; i++) {
            double input = raw.samples()[i];
            double out = b0 * input + b1 * before + b2 * beforeThat - b1 * outBefore - a2 * outBeforeThat;
            beforeThat = before;
            before = input;
            outBeforeThat = outBefore;
            outBefore = out;
            output[i] = gain * out;
        }
        return output;
    }

    /** Which blocks are loud enough to be speech. */
    private static boolean[] loud(double[] samples, int block, double belowLoudestDb) {
        double[] energies = new double[(samples.length + block - 1) / block];
        for (int i = 0; i < samples.length; i++) {
            energies[i / block] += samples[i] * samples[i];
        }
        double least = Arrays.stream(energies).max().orElse(0) * Math.pow(10, -belowLoudestDb / 10);
        boolean[] loud = new boolean[energies.length];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = energies[i] >= least;
        }
        return loud;
    }

    private static int first(boolean[] loud) {
        int first = 0;
        while (first < loud.length && !loud[first]) {
            first++;
        }
        return first;
    }

    private static int last(boolean[] loud) {
        int last = loud.length - 1;
        while (last >= 0 && !loud[last]) {
            last--;
        }
        return last;
    }

    /** The last block of the last word: a weak s behind a closed mouth, as in "six", belongs to it, to its end. */
    private static int lastHeard(double[] samples, int block, boolean[] loud) {
        boolean[] audible = loud(samples, block, HISS_BELOW_LOUDEST_DB);
        int last = last(loud);
        int latest = last + TAIL_MILLIS / BLOCK_MILLIS;
        for (int i = last + 1; i < loud.length && i <= latest; i++) {
            if (audible[i] && crossings(samples, i * block, block) * 1_000 > HISS_CROSSINGS_PER_SECOND * BLOCK_MILLIS) {
                last = i;
                latest = Math.max(latest, i + 1); // as long as it goes on without a break
            }
        }
        return last;
    }

    private static int crossings(double[] samples, int from, int length) {
        int crossings = 0;
        for (int i = from + 1; i < Math.min(from + length, samples.length); i++) {
            crossings += samples[i] > 0 != samples[i - 1] > 0 ? 1 : 0;
        }
        return crossings;
    }

    /** Takes the middle out of long pauses, where there is nothing to be heard. */
    private static double[] withShortPauses(double[] samples, int from, int to, boolean[] loud, int block) {
        double[] kept = new double[to - from];
        int length = 0;
        int quiet = 0;
        int lastLoud = last(loud);
        for (int at = from; at < to; ) {
            int index = at / block;
            int end = Math.min(to, (index + 1) * block);
            quiet = loud[index] ? 0 : quiet + 1;
            boolean isLeftOut =
                    quiet > LONGEST_PAUSE_BLOCKS / 2 && index + LONGEST_PAUSE_BLOCKS / 2 < nextLoud(loud, index);
            if (!isLeftOut || index > lastLoud) {
                System.arraycopy(samples, at, kept, length, end - at);
                length += end - at;
            }
            at = end;
        }
        return Arrays.copyOf(kept, length);
    }

    private static int nextLoud(boolean[] loud, int after) {
        int next = after;
        while (next < loud.length && !loud[next]) {
            next++;
        }
        return next;
    }

    private static short[] faded(double[] samples, int sampleRateHz) {
        int fade = Math.min(samples.length / 2, sampleRateHz * FADE_MILLIS / 1_000);
        short[] faded = new short[samples.length];
        for (int i = 0; i < faded.length; i++) {
            double share = Math.min(1, Math.min(i, faded.length - 1 - i) / (double) Math.max(1, fade));
            faded[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(share * samples[i])));
        }
        return faded;
    }
}
