package dev.trunkline.engine.expression;

import dev.trunkline.speech.Pitch;
import dev.trunkline.speech.Speech;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured in a voice. Immutable.
 *
 * @param levelDb of the speech itself (pauses left out), relative to full scale: about -50 to -5
 * @param variationDb how much the level goes up and down, pauses left out: about 3 (a drone) to 8
 * @param pitch its melody; null when hardly anything was voiced
 * @param pace how quickly, and with which pauses
 */
record Prosody(double levelDb, double variationDb, @Nullable Pitch pitch, Pace pace) {

    private static final int PAUSE_MILLIS = 200; // stops between consonants are shorter
    private static final int LEAST_SPEECH_MILLIS = 100;

    /**
     * How quickly something was said. Immutable.
     *
     * @param spokenSeconds from the first sound to the last, pauses included
     * @param syllablesPerSecond energy peaks while there is sound: about 3 to 7
     * @param pauseShare how much of it is pauses, 0..1
     * @param pauses how many
     */
    record Pace(double spokenSeconds, double syllablesPerSecond, double pauseShare, int pauses) {}

    /** Measures; a few milliseconds for a sentence. */
    static Prosody of(Speech speech) {
        Envelope envelope = Envelope.of(speech);
        List<Envelope.Run> runs = envelope.runs(PAUSE_MILLIS);
        int soundMillis = runs.stream().mapToInt(Envelope.Run::millis).sum();
        if (soundMillis == 0) {
            return new Prosody(envelope.levelDb(), 0, null, new Pace(0, 0, 0, 0));
        }
        int spanMillis = runs.get(runs.size() - 1).endMillis() - runs.get(0).beginMillis();
        Pace pace = new Pace(
                spanMillis / 1_000.0,
                envelope.peaksMillis().size() * 1_000.0 / soundMillis,
                1 - soundMillis / (double) spanMillis,
                runs.size() - 1);
        return new Prosody(
                envelope.levelDb(), envelope.variationDb(), Pitch.of(speech).orElse(null), pace);
    }

    /** Whether there is a voice in it, or whatever else is as long and as loud. */
    boolean isSpeech() {
        return pace.spokenSeconds * 1_000 >= LEAST_SPEECH_MILLIS;
    }
}
