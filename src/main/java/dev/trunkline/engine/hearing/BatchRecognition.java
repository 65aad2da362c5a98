package dev.trunkline.engine.hearing;

import dev.trunkline.engine.hearing.Endpointer.Utterance;
import dev.trunkline.engine.hearing.SpeechPipeline.Words;
import dev.trunkline.speech.Speech;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives the recognizer a turn in one piece. It starts when the caller pauses; if the pause was the end of the turn, the words are
 * there already. A quick recognizer is also asked while the caller speaks, and what it heard before a pause is not asked again: of
 * a running guess all that came before the last pause, of a long turn what came before an earlier one. Confined to the chat's loop.
 */
final class BatchRecognition implements TurnRecognition {

    private static final long NANOS_A_MILLI = 60_000L; // of recognition, for every millisecond of sound
    private static final int PAUSE_SAMPLES = AudioInputDecoder.RATE_HZ / 10; // of a pause, before the words after it
    private static final int LONG_SAMPLES = 6 * AudioInputDecoder.RATE_HZ;

    private final SpeechPipelineParts parts;
    private @Nullable Guess early;
    private TurnPrefix settled = TurnPrefix.NONE;
    private TurnPrefix kept = TurnPrefix.NONE;

    BatchRecognition(SpeechPipelineParts parts) {
        this.parts = parts;
    }

    /** What the recognizer is busy with, or already knows. */
    private record Guess(Utterance utterance, AtomicBoolean wanted, CompletableFuture<Words> words) {
        boolean isOf(Utterance other) {
            return utterance.endMillis() == other.endMillis() && !words.isCompletedExceptionally();
        }
    }

    @Override
    public void feed(short[] samples) {}

    @Override
    public boolean hearsParts() {
        return parts.recognizer().isQuick();
    }

    @Override
    public CompletableFuture<Words> partial(Utterance soFar) {
        settle();
        TurnPrefix prefix = settled;
        Speech rest = prefix.rest(soFar.speech());
        return parts.spareTime()
                .offer(
                        NANOS_A_MILLI * rest.durationMillis(),
                        () -> new Words(soFar, prefix.with(parts.recognizer().recognize(rest)), Map.of()));
    }

    @Override
    public CompletableFuture<Words> interim(Utterance soFar) {
        settle();
        abandon();
        AtomicBoolean wanted = new AtomicBoolean(true);
        CompletableFuture<Words> words = recognized(soFar, wanted);
        early = new Guess(soFar, wanted, words);
        return words;
    }

    @Override
    public CompletableFuture<Words> understand(Utterance utterance) {
        Guess known = early;
        if (known != null && known.isOf(utterance)) {
            early = null;
            discard();
            return known.words;
        }
        settle();
        CompletableFuture<Words> words = recognized(utterance, new AtomicBoolean(true));
        discard();
        return words;
    }

    @Override
    public void discard() {
        abandon();
        settled = TurnPrefix.NONE;
        kept = TurnPrefix.NONE;
    }

    private void abandon() {
        if (early != null) {
            early.wanted.set(false);
            early = null;
        }
    }

    /** What was heard before the last pause stands, now that the caller goes on. */
    private void settle() {
        if (early == null
                || !parts.recognizer().isQuick()
                || !early.words.isDone()
                || early.words.isCompletedExceptionally()) {
            return;
        }
        int samples = early.utterance.speech().samples().length - PAUSE_SAMPLES;
        if (samples > settled.samples()) {
            settled = new TurnPrefix(early.words.join().result(), samples);
            kept = samples - kept.samples() >= LONG_SAMPLES ? settled : kept;
        }
    }

    /** What nobody wants any more when its turn comes costs nothing: callers who pause at every word are many guesses. */
    private CompletableFuture<Words> recognized(Utterance utterance, AtomicBoolean wanted) {
        TurnPrefix prefix = kept;
        return parts.workers().submit(() -> {
            if (!wanted.get()) {
                throw new CancellationException("the caller went on");
            }
            return parts.words(utterance, prefix.with(parts.recognizer().recognize(prefix.rest(utterance.speech()))));
        });
    }
}
