package dev.trunkline.speech;

import dev.trunkline.speech.PitchTrack.Note;
import java.util.List;
import java.util.Optional;

/**
 * The melody of an utterance in four figures. Immutable.
 *
 * @param medianHz the voice's usual height
 * @param rangeSemitones from its low (10th percentile) to its high notes (90th): flat below 2, lively above 8
 * @param slopeSemitonesPerSecond how it goes up (a question, excitement) or down over the utterance
 * @param voicedShare how much of the utterance has a pitch at all, 0..1
 */
public record Pitch(double medianHz, double rangeSemitones, double slopeSemitonesPerSecond, double voicedShare) {

    private static final int MIN_VOICED_WINDOWS = 4;

    /** The melody, or nothing when hardly anything is voiced; a few milliseconds for a sentence. */
    public static Optional<Pitch> of(Speech sound) {
        PitchTrack track = PitchTrack.of(sound);
        return track.notes().size() < MIN_VOICED_WINDOWS ? Optional.empty() : Optional.of(summary(track));
    }

    private static Pitch summary(PitchTrack track) {
        List<Note> notes = track.notes();
        double range = track.percentile(0.9) - track.percentile(0.1);
        return new Pitch(hz(track.percentile(0.5)), range, slope(notes), notes.size() / (double) track.windows());
    }

    /** In semitones a second, by least squares. */
    static double slope(List<Note> notes) {
        double meanTime = notes.stream().mapToDouble(Note::seconds).average().orElse(0);
        double meanNote = notes.stream().mapToDouble(Note::semitones).average().orElse(0);
        double together = 0;
        double spread = 0;
        for (Note note : notes) {
            together += (note.seconds() - meanTime) * (note.semitones() - meanNote);
            spread += (note.seconds() - meanTime) * (note.seconds() - meanTime);
        }
        return together / spread;
    }

    private static double hz(double semitones) {
        return Math.pow(2, semitones / 12);
    }
}
