package dev.trunkline.speech.moonshine;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechRecognizer;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * Hears free English speech. One for all chats: as many callers are listened to at once as threads ask. What is no speech (noise,
 * breath, music, tones, silence) has no words. Thread-safe.
 */
public final class MoonshineRecognizer implements SpeechRecognizer, AutoCloseable {

    private static final float SCALE = 1 / 32_768f;
    private static final int LEAST_SAMPLES =
            MoonshineModel.SAMPLE_RATE_HZ / 2; // what is shorter is filled up with silence

    private static final double LEAST_LOG_PROBABILITY = -0.9; // less is a guess
    private static final double HEARD_ONCE = -0.3; // less, and a second look is worth its time

    private static final double SURE = -0.2; // of a voice that it hears well it is surer: about -0.1
    private static final double DOUBTFUL = -0.35; // less, and the words may as well be others

    /** Of noise it is surer that nothing was said (-0.03 at least); of digits that it missed, less (-0.18 at most). */
    private static final double SURE_OF_NOTHING = -0.1;

    private final MoonshineModel model;
    private final Vocabulary vocabulary;

    /**
     * Loads the model, which takes half a second or two.
     *
     * @throws SpeechFailedException when the files are missing or are no such model, or ONNX Runtime does not run on this machine; the
     *     message says which
     */
    public MoonshineRecognizer(Weights weights) {
        String missing = weights.missing();
        if (missing != null) {
            throw new SpeechFailedException(missing);
        }
        try {
            model = new MoonshineModel(weights);
        } catch (LinkageError e) {
            throw new SpeechFailedException("ONNX Runtime does not run on this machine: " + e, e);
        }
        vocabulary = new Vocabulary(weights.vocabulary());
    }

    /** Gives its memory back; nobody may be in {@link #recognize}, or the process dies. */
    @Override
    public void close() {
        model.close();
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public Result recognize(Speech utterance) {
        StringJoiner words = new StringJoiner(" ");
        boolean understood = true;
        double certainty = 1;
        for (float[] clip : Clips.of(Edges.cut(samples(utterance)))) {
            Decoding decoding = decode(clip);
            words.add(vocabulary.text(decoding.ended() ? decoding.tokens() : Loops.cut(decoding.tokens())));
            certainty = Math.max(0, Math.min(1, (decoding.meanLogProbability() - DOUBTFUL) / (SURE - DOUBTFUL)));
            understood &= decoding.ended() && decoding.meanLogProbability() >= LEAST_LOG_PROBABILITY;
        }
        Result result = Result.words(ModernSpelling.of(words.toString()));
        return result.text().isEmpty() ? result : new Result(result.text(), understood, certainty);
    }

    /** Listens again where it is not sure: which words it writes depends on where in the clip they begin, to the millisecond. */
    private Decoding decode(float[] clip) {
        Decoding decoding = model.decode(clip.length < LEAST_SAMPLES ? Arrays.copyOf(clip, LEAST_SAMPLES) : clip);
        return decoding.tokens().isEmpty() ? passedOver(decoding, clip) : surer(decoding, clip);
    }

    /** With more silence around, and then with less: rows of digits are most often passed over that way. */
    private Decoding passedOver(Decoding nothing, float[] clip) {
        Decoding decoding = isUnsure(nothing) ? model.decode(Edges.widened(clip)) : nothing;
        return isUnsure(decoding) && clip.length >= LEAST_SAMPLES ? model.decode(Edges.narrowed(clip)) : decoding;
    }

    /** The better of two hearings; in the second the words begin 10 ms later. */
    private Decoding surer(Decoding words, float[] clip) {
        if (words.meanLogProbability() >= HEARD_ONCE) {
            return words;
        }
        Decoding again = model.decode(Edges.later(clip));
        return again.tokens().isEmpty() || again.meanLogProbability() < words.meanLogProbability() ? words : again;
    }

    private static boolean isUnsure(Decoding decoding) {
        return decoding.tokens().isEmpty() && decoding.meanLogProbability() < SURE_OF_NOTHING;
    }

    private static float[] samples(Speech utterance) {
        short[] samples = utterance.at(MoonshineModel.SAMPLE_RATE_HZ).samples();
        float[] scaled = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            scaled[i] = SCALE * samples[i];
        }
        return scaled;
    }
}
