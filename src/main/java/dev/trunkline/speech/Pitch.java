package dev.trunkline.speech;

import be.tarsos.dsp.pitch.PitchDetectionResult;
import be.tarsos.dsp.pitch.Yin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The melody of an utterance: its fundamental frequency by TarsosDSP's YIN, in windows of 40 ms every 20 ms, at about 8 kHz
 * whatever the rate of the sound: YIN's cost grows with the square of the rate, and voices do not sound above 500 Hz. Immutable.
 *
 * @param medianHz the voice's usual height
 * @param rangeSemitones from its low (10th percentile) to its high notes (90th): flat below 2, lively above 8
 * @param slopeSemitonesPerSecond how it goes up (a question, excitement) or down over the utterance
 * @param voicedShare how much of the utterance has a pitch at all, 0..1
 */
public record Pitch(double medianHz, double rangeSemitones, double slopeSemitonesPerSecond, double voicedShare) {

    private static final double WINDOW_SECONDS = 0.040; // two periods of the deepest voice and some
    private static final double HOP_SECONDS = 0.020;
    private static final int ENOUGH_HZ = 8_000;
    private static final int LEAST_HZ = 2_000;
    private static final double MIN_HZ = 65; // deep men
    private static final double MAX_HZ = 500; // excited children
    private static final double YIN_THRESHOLD =
            0.25; // stricter misses half of what real voices voice, laxer takes noise for voice
    private static final double MIN_LEVEL = 80; // root mean square of the 16-bit scale: below is the line's hum
    private static final int MIN_VOICED_WINDOWS = 4;
    private static final double OCTAVE_ERROR_SEMITONES = 9; // farther from the median than voices go within a sentence

    /** The melody, or nothing when hardly anything is voiced; a few milliseconds for a sentence. */
    public static Optional<Pitch> of(Speech sound) {
        if (sound.sampleRateHz() < LEAST_HZ) {
            return Optional.empty();
        }
        Speech speech = slowed(sound);
        int window = (int) (WINDOW_SECONDS * speech.sampleRateHz());
        int hop = (int) (HOP_SECONDS * speech.sampleRateHz());
        List<Note> notes = new ArrayList<>();
        int windows = 0;
        var yin = new Yin(speech.sampleRateHz(), window, YIN_THRESHOLD);
        float[] frame = new float[window];
        for (int start = 0; start + window <= speech.samples().length; start += hop) {
            windows++;
            if (copy(speech.samples(), start, frame) >= MIN_LEVEL) {
                PitchDetectionResult found = yin.getPitch(frame);
                if (found.isPitched() && found.getPitch() >= MIN_HZ && found.getPitch() <= MAX_HZ) {
                    notes.add(new Note(start / (double) speech.sampleRateHz(), semitones(found.getPitch())));
                }
            }
        }
        double median = percentile(notes, 0.5);
        notes.removeIf(note -> Math.abs(note.semitones - median) > OCTAVE_ERROR_SEMITONES);
        return notes.size() < MIN_VOICED_WINDOWS ? Optional.empty() : Optional.of(summary(notes, windows));
    }

    /** At 8 to 16 kHz, by means of neighbouring samples: good enough below 500 Hz. */
    private static Speech slowed(Speech speech) {
        int factor = speech.sampleRateHz() / ENOUGH_HZ;
        if (factor < 2) {
            return speech;
        }
        short[] means = new short[speech.samples().length / factor];
        for (int i = 0; i < means.length; i++) {
            int sum = 0;
            for (int j = i * factor; j < (i + 1) * factor; j++) {
                sum += speech.samples()[j];
            }
            means[i] = (short) (sum / factor);
        }
        return new Speech(means, speech.sampleRateHz() / factor);
    }

    private static Pitch summary(List<Note> notes, int windows) {
        double median = percentile(notes, 0.5);
        double range = percentile(notes, 0.9) - percentile(notes, 0.1);
        return new Pitch(hz(median), range, slope(notes), notes.size() / (double) windows);
    }

    /** Least squares. */
    private static double slope(List<Note> notes) {
        double meanTime = notes.stream().mapToDouble(Note::seconds).average().orElse(0);
        double meanNote = notes.stream().mapToDouble(Note::semitones).average().orElse(0);
        double together = 0;
        double spread = 0;
        for (Note note : notes) {
            together += (note.seconds - meanTime) * (note.semitones - meanNote);
            spread += (note.seconds - meanTime) * (note.seconds - meanTime);
        }
        return together / spread;
    }

    private static double percentile(List<Note> notes, double share) {
        double[] sorted = notes.stream().mapToDouble(Note::semitones).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** Gives the root mean square. */
    private static double copy(short[] samples, int start, float[] frame) {
        double squares = 0;
        for (int i = 0; i < frame.length; i++) {
            frame[i] = samples[start + i] / 32768f;
            squares += (double) samples[start + i] * samples[start + i];
        }
        return Math.sqrt(squares / frame.length);
    }

    /** Above 1 Hz. */
    private static double semitones(double hz) {
        return 12 * Math.log(hz) / Math.log(2);
    }

    private static double hz(double semitones) {
        return Math.pow(2, semitones / 12);
    }

    private record Note(double seconds, double semitones) {}
}
