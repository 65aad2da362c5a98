package dev.trunkline.speech;

import dev.trunkline.speech.PitchTrack.Note;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the melody ends: most statements end low, what goes on stays up. Immutable.
 *
 * @param heightSemitones of the last notes, above the median of the utterance; negative when they are low
 * @param slopeSemitonesPerSecond of the last half second of voice
 */
public record FinalPitch(double heightSemitones, double slopeSemitonesPerSecond) {

    private static final int HEARD_SECONDS = 4; // what came before says nothing about the end
    private static final double ENDING_SECONDS = 0.5;
    private static final int LAST_NOTES = 4;
    private static final int MIN_NOTES = 8;
    private static final double LOW_SEMITONES = -2;
    private static final double HIGH_SEMITONES = 2;
    private static final double STEEP = 8;

    /** The three ways in which a melody ends. */
    public enum Contour {
        FALLING,
        LEVEL,
        RISING
    }

    /** The end of an utterance, or nothing when too little of it is voiced; a few milliseconds. */
    public static Optional<FinalPitch> of(Speech sound) {
        short[] samples = sound.samples();
        int heard = Math.min(samples.length, HEARD_SECONDS * sound.sampleRateHz());
        Speech end =
                new Speech(Arrays.copyOfRange(samples, samples.length - heard, samples.length), sound.sampleRateHz());
        PitchTrack track = PitchTrack.of(end);
        List<Note> notes = track.notes();
        if (notes.size() < MIN_NOTES) {
            return Optional.empty();
        }
        double lastSeconds = notes.get(notes.size() - 1).seconds();
        List<Note> ending = notes.stream()
                .filter(note -> note.seconds() >= lastSeconds - ENDING_SECONDS)
                .toList();
        double last = notes.subList(notes.size() - LAST_NOTES, notes.size()).stream()
                .mapToDouble(Note::semitones)
                .average()
                .orElseThrow();
        return ending.size() < LAST_NOTES
                ? Optional.empty()
                : Optional.of(new FinalPitch(last - track.percentile(0.5), Pitch.slope(ending)));
    }

    /** Which of the three it is. */
    public Contour contour() {
        if (heightSemitones <= LOW_SEMITONES || slopeSemitonesPerSecond <= -STEEP) {
            return Contour.FALLING;
        }
        return heightSemitones >= HIGH_SEMITONES || slopeSemitonesPerSecond >= STEEP ? Contour.RISING : Contour.LEVEL;
    }
}
