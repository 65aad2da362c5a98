package dev.trunkline.speech;

import be.tarsos.dsp.pitch.PitchDetectionResult;
import be.tarsos.dsp.pitch.Yin;
import java.util.ArrayList;
import java.util.List;

/**
 * The melody of a piece of sound, note by note: its fundamental frequency by TarsosDSP's YIN, in windows of 40 ms every 20 ms, at
 * about 8 kHz whatever the rate of the sound: YIN's cost grows with the square of the rate, and voices do not sound above
 * 500 Hz. Notes an octave off are left out. Immutable.
 *
 * @param notes in the order of time
 * @param windows how many windows there were, voiced or not
 */
record PitchTrack(List<Note> notes, int windows) {

    private static final double WINDOW_SECONDS = 0.040; // two periods of the deepest voice and some
    private static final double HOP_SECONDS = 0.020;
    private static final int ENOUGH_HZ = 8_000;
    private static final int LEAST_HZ = 2_000;
    private static final double MIN_HZ = 65; // deep men
    private static final double MAX_HZ = 500; // excited children
    private static final double YIN_THRESHOLD =
            0.25; // stricter misses half of what real voices voice, laxer takes noise for voice
    private static final double MIN_LEVEL = 80; // root mean square of the 16-bit scale: below is the line's hum
    private static final double OCTAVE_ERROR_SEMITONES = 9; // farther from the median than voices go within a sentence

    /**
     * One window's pitch.
     *
     * @param seconds where the window begins
     * @param semitones above 1 Hz
     */
    record Note(double seconds, double semitones) {}

    /** Follows the melody; a few milliseconds for a sentence. */
    static PitchTrack of(Speech sound) {
        if (sound.sampleRateHz() < LEAST_HZ) {
            return new PitchTrack(List.of(), 0);
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
        return new PitchTrack(List.copyOf(notes), windows);
    }

    /** The note that {@code share} of all notes are not above; 0 when there is none. */
    double percentile(double share) {
        return percentile(notes, share);
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
}
