package dev.trunkline.engine.measurement;

import dev.trunkline.engine.expression.Envelope;
import dev.trunkline.speech.Pitch;
import dev.trunkline.speech.Speech;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sounds of the voice that are no words, told by their shape alone. A heuristic: a short word that stands alone can pass for
 * one ("no" for "oh"), and a laugh in the middle of a sentence is not found.
 */
enum VocalBurst {
    LAUGH("Laugh", "haha"),
    SCREAM("Scream", "scream"),
    SIGH("Sigh", "sigh"),
    GASP("Gasp", "gasp"),
    HMM("Hmm", "hmm"),
    OH("Oh", "oh");

    /** Pauses between bursts; the breaks within a laugh are shorter. */
    static final int PAUSE_MILLIS = 250;

    private static final int SHORTEST_MILLIS = 80;
    private static final int LONGEST_MILLIS = 1_800; // what lasts longer is talk
    private static final int LEAST_LAUGH_PEAKS = 3;
    private static final double LAUGH_LEAST_SPACING_MILLIS = 120; // laughs have four to six notes a second
    private static final double LAUGH_MOST_SPACING_MILLIS = 320;
    private static final double LAUGH_MOST_JITTER = 0.3;
    private static final double BETWEEN_NOTES_DB = 8; // one breathes between two; syllables run into each other
    private static final double SCREAM_LEAST_HZ = 330;
    private static final double UNVOICED_MOST_SHARE = 0.25;
    private static final int GASP_LONGEST_MILLIS = 400;
    private static final double HMM_MOST_RANGE_SEMITONES = 2.5;

    private final String label;
    private final String word;

    VocalBurst(String label, String word) {
        this.label = label;
        this.word = word;
    }

    /** Its name in descriptions. */
    String label() {
        return label;
    }

    /** How it is written; the expression's words know it. */
    String word() {
        return word;
    }

    /**
     * Recognises one.
     *
     * @param sound from its beginning to its end, without the pauses around it
     * @return null when it is none, or none that is known
     */
    static @Nullable VocalBurst of(Speech sound) {
        long millis = sound.durationMillis();
        if (millis < SHORTEST_MILLIS || millis > LONGEST_MILLIS) {
            return null;
        }
        Envelope envelope = Envelope.of(sound);
        List<Integer> peaks = envelope.peaksMillis();
        int notes = envelope.peaksMillis(BETWEEN_NOTES_DB).size();
        if (notes == peaks.size() && isLaugh(peaks)) {
            return LAUGH;
        }
        if (notes > 1) {
            return null; // words
        }
        Optional<Pitch> pitch = Pitch.of(sound);
        if (pitch.isEmpty() || pitch.get().voicedShare() < UNVOICED_MOST_SHARE) {
            return millis <= GASP_LONGEST_MILLIS ? GASP : SIGH;
        }
        if (pitch.get().medianHz() >= SCREAM_LEAST_HZ) {
            return SCREAM;
        }
        if (peaks.size() > 1) {
            return null; // syllables: words
        }
        return pitch.get().rangeSemitones() <= HMM_MOST_RANGE_SEMITONES ? HMM : OH;
    }

    private static boolean isLaugh(List<Integer> peaks) {
        if (peaks.size() < LEAST_LAUGH_PEAKS) {
            return false;
        }
        double[] gaps = new double[peaks.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = peaks.get(i + 1) - peaks.get(i);
        }
        double mean = Arrays.stream(gaps).average().orElse(0);
        double jitter =
                Arrays.stream(gaps).map(gap -> Math.abs(gap - mean)).max().orElse(0);
        return mean >= LAUGH_LEAST_SPACING_MILLIS
                && mean <= LAUGH_MOST_SPACING_MILLIS
                && jitter <= LAUGH_MOST_JITTER * mean;
    }
}
