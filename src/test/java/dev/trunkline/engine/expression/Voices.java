package dev.trunkline.engine.expression;

import dev.trunkline.speech.Speech;
import java.util.Arrays;
import java.util.Random;

/** Changes how a piece of speech sounds, and makes simple sounds. */
public final class Voices {

    private Voices() {}

    /** Clips where it must. */
    public static Speech louder(Speech speech, double factor) {
        short[] samples = new short[speech.samples().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.max(-32_768, Math.min(32_767, Math.round(speech.samples()[i] * factor)));
        }
        return new Speech(samples, speech.sampleRateHz());
    }

    /** As a tape that is played too fast: higher as well. */
    public static Speech faster(Speech speech, double factor) {
        short[] samples = new short[(int) (speech.samples().length / factor)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = at(speech.samples(), i * factor);
        }
        return new Speech(samples, speech.sampleRateHz());
    }

    /** A tape that slows down: the voice goes down by half an octave. */
    public static Speech falling(Speech speech) {
        short[] samples = new short[speech.samples().length];
        double position = 0;
        int length = 0;
        while (position < speech.samples().length - 1 && length < samples.length) {
            samples[length++] = at(speech.samples(), position);
            position += 1 - 0.3 * position / speech.samples().length;
        }
        return new Speech(Arrays.copyOf(samples, length), speech.sampleRateHz());
    }

    /** With pauses of 400 ms cut in at every 700 ms. */
    public static Speech paused(Speech speech) {
        int piece = speech.sampleRateHz() * 7 / 10;
        int pause = speech.sampleRateHz() * 4 / 10;
        int pieces = speech.samples().length / piece;
        short[] samples = new short[speech.samples().length + pieces * pause];
        for (int i = 0; i < speech.samples().length; i++) {
            samples[i + i / piece * pause] = speech.samples()[i];
        }
        return new Speech(samples, speech.sampleRateHz());
    }

    /** Again and again, for so long. */
    public static Speech longer(Speech speech, int seconds) {
        short[] samples = new short[seconds * speech.sampleRateHz()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = speech.samples()[i % speech.samples().length];
        }
        return new Speech(samples, speech.sampleRateHz());
    }

    /** The same at a multiple of its rate. */
    public static Speech repeated(Speech speech, int times) {
        short[] samples = new short[speech.samples().length * times];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = at(speech.samples(), i / (double) times);
        }
        return new Speech(samples, speech.sampleRateHz() * times);
    }

    /** A voice of four harmonics that glides, four syllables a second, at 8 kHz. */
    public static Speech glide(double fromHz, double toHz, double seconds) {
        short[] samples = new short[(int) (8_000 * seconds)];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            phase += 2 * Math.PI * fromHz * Math.pow(toHz / fromHz, i / (double) samples.length) / 8_000;
            double sum = 0;
            for (int harmonic = 1; harmonic <= 4; harmonic++) {
                sum += Math.sin(harmonic * phase) / harmonic;
            }
            double syllable = 0.6 - 0.4 * Math.cos(2 * Math.PI * 4 * i / 8_000.0);
            samples[i] = (short) (3_000 * syllable * sum);
        }
        return new Speech(samples, 8_000);
    }

    /** One note of a voice that glides, without syllables, at 8 kHz. */
    public static Speech tone(double fromHz, double toHz, double seconds) {
        short[] samples = new short[(int) (8_000 * seconds)];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            phase += 2 * Math.PI * fromHz * Math.pow(toHz / fromHz, i / (double) samples.length) / 8_000;
            samples[i] = (short) (3_000 * (Math.sin(phase) + Math.sin(2 * phase) / 2 + Math.sin(3 * phase) / 3));
        }
        return new Speech(samples, 8_000);
    }

    /** Five times "ha", 200 ms each, falling a little, at 8 kHz. */
    public static Speech laugh() {
        Speech voice = tone(260, 200, 1);
        for (int i = 0; i < voice.samples().length; i++) {
            double inNote = i % 1_600 / 1_600.0;
            voice.samples()[i] = (short) (2 * voice.samples()[i] * Math.pow(Math.sin(Math.PI * inNote), 2));
        }
        return voice;
    }

    public static Speech noise(int sampleRateHz, int seconds) {
        Random random = new Random(7);
        short[] samples = new short[sampleRateHz * seconds];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (3_000 * random.nextGaussian());
        }
        return new Speech(samples, sampleRateHz);
    }

    public static Speech silence(int sampleRateHz, int millis) {
        return new Speech(new short[sampleRateHz * millis / 1_000], sampleRateHz);
    }

    /** One after the other; all at the rate of the first. */
    public static Speech inARow(Speech... pieces) {
        short[] samples = new short[0];
        for (Speech piece : pieces) {
            int before = samples.length;
            samples = Arrays.copyOf(samples, before + piece.samples().length);
            System.arraycopy(piece.samples(), 0, samples, before, piece.samples().length);
        }
        return new Speech(samples, pieces[0].sampleRateHz());
    }

    private static short at(short[] samples, double position) {
        int before = (int) position;
        int after = Math.min(before + 1, samples.length - 1);
        double share = position - before;
        return (short) Math.round(samples[before] * (1 - share) + samples[after] * share);
    }
}
